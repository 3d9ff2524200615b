import type { MailPage, MailSummary } from '../../protocol/mail.ts';
import { useReader } from '../state/reader.ts';

interface MailListProps {
  page: MailPage | null;
  chosen: string | null;
  more: (() => void) | null;
  onChoose(id: string): void;
}

function Row({ mail, isChosen, onChoose }: { mail: MailSummary; isChosen: boolean; onChoose(): void }) {
  const { timeZone } = useReader();
  const when = new Intl.DateTimeFormat('en-US', {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  return (
    <button type="button" className="mail-row" aria-current={isChosen} onClick={onChoose}>
      <span className="mail-row-to">To {mail.to.join(', ')}</span>
      <time dateTime={mail.receivedAt}>{when.format(new Date(mail.receivedAt))}</time>
      <span className="mail-row-subject">{mail.subject}</span>
      <span className="mail-row-preview">{mail.preview}</span>
    </button>
  );
}

export function MailList({ page, chosen, more, onChoose }: MailListProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard
    <section className="mail-list" aria-label="Received mail" tabIndex={0}>
      {page?.mails.map((mail) => (
        <Row key={mail.id} mail={mail} isChosen={mail.id === chosen} onChoose={() => onChoose(mail.id)} />
      ))}
      {page?.total === 0 && <p className="empty">No mail yet. What the app sends arrives here by SMTP.</p>}
      {more && (
        <button type="button" className="button button-wide" onClick={more}>
          Show earlier mail
        </button>
      )}
    </section>
  );
}
