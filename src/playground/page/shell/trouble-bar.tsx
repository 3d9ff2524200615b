import type { SlackTrouble } from '../../protocol/trouble.ts';
import { useSession } from '../state/session.ts';

const SLACK: Readonly<Record<SlackTrouble, string | null>> = {
  none: null,
  rate_limited: 'Slack answers the app with 429: too many calls.',
  failing: 'Slack answers the app with 500: it is broken.',
  slow: 'Slack answers the app slowly.',
};

/** What goes wrong because somebody asked for it: in sight until it is switched off. */
export function TroubleBar() {
  const { state, change } = useSession();
  const { slack, mail } = state.trouble;
  const sentences = [SLACK[slack], mail === 'down' ? 'The mail server is down.' : null].filter((one) => one !== null);

  async function end() {
    if (slack !== 'none') await change({ type: 'slack_trouble', trouble: 'none' });
    if (mail !== 'none') await change({ type: 'mail_trouble', trouble: 'none' });
  }

  return (
    <div className="trouble-bar" role="status">
      {sentences.length > 0 && (
        <div className="trouble-bar-body">
          <span>{sentences.join(' ')}</span>
          <button type="button" className="button" onClick={() => void end()}>
            End the trouble
          </button>
        </div>
      )}
    </div>
  );
}
