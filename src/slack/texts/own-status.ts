import { hasOnlySms } from '../../domain/mfa.ts';
import type { Viewer } from '../../service/screens/screens.ts';
import { slackDate } from '../dates.ts';
import { accountsOf } from './locks.ts';
import { statusWords } from './people.ts';

/** Why somebody with MFA is asked for more. */
export const ONLY_SMS =
  'You have MFA by text message only, and that does not count here: please add an authenticator app or a security key.';

/** What the person who looks should know about themself, and what to do next. */
export function ownStatus(viewer: Viewer): string {
  if (viewer.exempt) return exemptSentence(viewer);
  const sentence = ownSentence(viewer);
  const grace = viewer.graceEndsAt === null ? '' : ` Please do it by ${slackDate(viewer.graceEndsAt)}.`;
  const pending = viewer.state === 'pending' ? ' You are pending until then, and admitted by itself.' : '';
  if (viewer.locked.length > 0) return `${sentence} ${lockedSentence(viewer)}`;
  return viewer.mfaStatus === 'disabled' ? `${sentence}${grace}${pending}` : sentence;
}

/** Nothing is asked of them; having it is good all the same. */
function exemptSentence(viewer: Viewer): string {
  if (viewer.mfaStatus === 'enabled') return ownSentence(viewer);
  return 'You are exempt at the moment: no MFA is asked of you until that ends. Having it is a good idea all the same.';
}

function lockedSentence({ locked, mfaStatus }: Viewer): string {
  const accounts = `Your ${accountsOf(locked)} ${locked.length === 1 ? 'is' : 'are'} locked`;
  if (mfaStatus === 'enabled') return `${accounts}; Muster unlocks that as soon as the directory lets it.`;
  return `${accounts}, because the time to turn MFA on is over. Please ask an owner of this workspace to let you in for a while.`;
}

function ownSentence(viewer: Viewer): string {
  switch (viewer.mfaStatus) {
    case 'enabled':
      return `You have ${statusWords('enabled', viewer.mfaMethod)}. There is nothing to do for you.`;
    case 'disabled':
      if (hasOnlySms(viewer)) return `${ONLY_SMS} It takes about two minutes to add one of these.`;
      return 'Your MFA is off. It takes about two minutes to turn it on.';
    case 'unknown':
      return 'Your MFA status is unknown: Muster cannot see it at the moment. That is nothing that you did.';
    case null:
      return 'You have no account in a directory that Muster reads, so no MFA is asked of you.';
  }
}
