import type { MailTrouble, SlackTrouble } from '../../protocol/trouble.ts';
import { useSession } from '../state/session.ts';
import { Segments } from './segments.tsx';

const SLACK: readonly { value: SlackTrouble; label: string }[] = [
  { value: 'none', label: 'Well' },
  { value: 'rate_limited', label: '429' },
  { value: 'failing', label: '500' },
  { value: 'slow', label: 'Slow' },
];
const MAIL: readonly { value: MailTrouble; label: string }[] = [
  { value: 'none', label: 'Takes mail' },
  { value: 'down', label: 'Down' },
];

/** Lets Slack or the mail server go wrong. */
export function TroubleCard() {
  const { state, change } = useSession();
  const { slack, mail } = state.trouble;
  return (
    <section className="card" aria-label="Trouble">
      <h3>Trouble</h3>
      <Segments
        legend="Slack answers the app"
        name="slack-trouble"
        choices={SLACK}
        value={slack}
        onChoose={(trouble) => void change({ type: 'slack_trouble', trouble })}
      />
      <Segments
        legend="The mail server"
        name="mail-trouble"
        choices={MAIL}
        value={mail}
        onChoose={(trouble) => void change({ type: 'mail_trouble', trouble })}
      />
    </section>
  );
}
