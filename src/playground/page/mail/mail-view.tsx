import { useState } from 'react';
import { useSession } from '../state/session.ts';
import { MailList } from './mail-list.tsx';
import { MailReader } from './mail-reader.tsx';
import { useMails, useOneMail } from './use-mail.ts';

/** A mail program: what the mail server of the playground received. */
export function MailView() {
  const { me, mail } = useSession().state;
  const [everybody, setEverybody] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { page, more } = useMails(everybody ? null : (me.email ?? ''));
  const open = useOneMail(chosen);
  const boxes = [
    { all: false, label: `${me.name} (${mail.mine})` },
    { all: true, label: `Everybody (${mail.all})` },
  ];
  return (
    <div className={chosen === null ? 'mail' : 'mail mail-reading'}>
      <header className="main-head">
        <h2>Mail</h2>
        <div className="tabs">
          {boxes.map(({ all, label }) => (
            <button
              key={label}
              type="button"
              className="tab"
              aria-current={everybody === all ? 'true' : undefined}
              onClick={() => {
                setEverybody(all);
                setChosen(null);
              }}
            >
              {label}
            </button>
          ))}
        </div>
      </header>
      <MailList page={page} chosen={chosen} onChoose={setChosen} more={more} />
      <MailReader mail={open} onBack={() => setChosen(null)} />
    </div>
  );
}
