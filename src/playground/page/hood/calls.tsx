import type { JournalEntry } from '../../protocol/journal.ts';
import { Json } from './json.tsx';
import { useJournal } from './use-journal.ts';

function summarize(entry: JournalEntry): string {
  const time = entry.durationMs === null ? '' : ` · ${Math.round(entry.durationMs)} ms`;
  return `${entry.outcome}${time}`;
}

function Entry({ entry }: { entry: JournalEntry }) {
  return (
    <details className={entry.ok ? 'call' : 'call call-failed'}>
      <summary>
        <span className="call-direction" title={entry.direction === 'from_app' ? 'App → Slack' : 'Slack → app'}>
          {entry.direction === 'from_app' ? '→' : '←'}
          <span className="visually-hidden">{entry.direction === 'from_app' ? 'The app called ' : 'Slack sent '}</span>
        </span>
        <span className="call-name">{entry.name}</span>
        <span className="call-outcome">{summarize(entry)}</span>
      </summary>
      <Json title="Request" value={entry.request} />
      <Json title="Answer" value={entry.response} />
    </details>
  );
}

/** The calls between the app and Slack, newest first. */
export function Calls() {
  const { entries, more } = useJournal();
  return (
    <>
      <p className="panel-lead">
        Calls between the app and Slack: <b>→</b> the app calls, <b>←</b> Slack sends.
      </p>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {entries.length === 0 && <p className="empty">Nothing was called yet.</p>}
      {more && (
        <button type="button" className="button button-wide" onClick={more}>
          Show earlier calls
        </button>
      )}
    </>
  );
}
