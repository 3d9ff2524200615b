import { useState } from 'react';
import type { ShownMail } from '../../protocol/mail.ts';
import { Icon } from '../ui/icon.tsx';

type Part = 'html' | 'phone' | 'text';
const PARTS: readonly { part: Part; label: string }[] = [
  { part: 'html', label: 'HTML' },
  { part: 'phone', label: 'On a phone' },
  { part: 'text', label: 'Text' },
];

function Body({ mail, part }: { mail: ShownMail; part: Part }) {
  if (part === 'text') return <pre className="mail-text">{mail.text || 'This mail has no text part.'}</pre>;
  if (mail.html === '') return <p className="empty">This mail has no HTML part.</p>;
  // An empty sandbox: no scripts, no forms, no way out. The server's content policy forbids the rest.
  const className = part === 'phone' ? 'mail-html mail-phone' : 'mail-html';
  return <iframe className={className} sandbox="" srcDoc={mail.html} title={`Mail: ${mail.subject}`} />;
}

export function MailReader({ mail, onBack }: { mail: ShownMail | null; onBack(): void }) {
  const [part, setPart] = useState<Part>('html');
  if (!mail) return <div className="mail-reader mail-reader-empty">Choose a mail to read it.</div>;
  return (
    <article className="mail-reader">
      <header className="mail-head">
        <button type="button" className="button button-quiet mail-back" onClick={onBack}>
          <Icon name="back" /> All mail
        </button>
        <h3>{mail.subject}</h3>
        <p>From {mail.from}</p>
        <p>To {mail.to.join(', ')}</p>
        <div className="tabs">
          {PARTS.map(({ part: one, label }) => (
            <button
              key={one}
              type="button"
              className="tab"
              aria-current={one === part ? 'true' : undefined}
              onClick={() => setPart(one)}
            >
              {label}
            </button>
          ))}
        </div>
      </header>
      <Body mail={mail} part={part} />
    </article>
  );
}
