import type { Viewer } from '../../service/screens/screens.ts';
import { slackDate } from '../dates.ts';
import { statusWords } from './people.ts';

/** What the person who looks should know about themself, and what to do next. */
export function ownStatus(viewer: Viewer): string {
  const sentence = ownSentence(viewer);
  const grace = viewer.graceEndsAt === null ? '' : ` Please turn it on by ${slackDate(viewer.graceEndsAt)}.`;
  const pending = viewer.state === 'pending' ? ' You are pending until then, and admitted by itself.' : '';
  return viewer.mfaStatus === 'disabled' ? `${sentence}${grace}${pending}` : sentence;
}

function ownSentence(viewer: Viewer): string {
  switch (viewer.mfaStatus) {
    case 'enabled':
      return `You have ${statusWords('enabled', viewer.mfaMethod)}. There is nothing to do for you.`;
    case 'disabled':
      return 'Your MFA is off. It takes about two minutes to turn it on.';
    case 'unknown':
      return 'Your MFA status is unknown: Muster cannot see it at the moment. That is nothing that you did.';
    case null:
      return 'You have no account in a directory that Muster reads, so no MFA is asked of you.';
  }
}
