import type { AuditEntry } from '../../protocol/inside.ts';
import { useReader } from '../state/reader.ts';
import { Json } from './json.tsx';
import { useInside } from './use-inside.ts';

function Entry({ entry }: { entry: AuditEntry }) {
  const { timeZone } = useReader();
  const time = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return (
    <details className="call">
      <summary>
        <span className="call-direction">{entry.sequence}</span>
        <span className="call-name">{entry.type}</span>
        <span className="call-outcome">{time.format(new Date(entry.at))}</span>
      </summary>
      <Json title="Event" value={entry} />
    </details>
  );
}

/** The end of the audit trail, newest event first. */
export function AuditTrail() {
  const inside = useInside();
  if (inside === null) return <p className="empty">Asking the app …</p>;
  return (
    <>
      <p className="panel-lead">Every change, append-only: each event carries the hash of the one before it.</p>
      {inside.audit.map((entry) => (
        <Entry key={entry.sequence} entry={entry} />
      ))}
      {inside.audit.length === 0 && <p className="empty">Nothing has happened yet.</p>}
    </>
  );
}
