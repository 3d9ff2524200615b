import { hasOnlySms } from '../../domain/mfa.ts';
import type { CheckResult } from '../../service/screens/screens.ts';
import { actions, button, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { escapeName, escapeText } from '../mrkdwn.ts';
import { ONLY_SMS } from '../texts/own-status.ts';
import { statusWords } from '../texts/people.ts';
import { say } from './compose.ts';
import { setupButtons } from './reminder.ts';

/** The answer to *Check me again* and `/mfa check`. */
export function buildCheck(result: CheckResult): SlackMessage {
  const message = say(sentenceOf(result), ...staleness(result));
  if (result.viewer.mfaStatus !== 'disabled') return message;
  const again = button({ actionId: ACTIONS.checkAgain, label: 'Check me again' });
  return {
    ...message,
    blocks: [...message.blocks, ...actions(BLOCKS.buttons, [...setupButtons(result.viewer.guides), again])],
  };
}

function sentenceOf({ viewer, admitted, blindness, organizationName }: CheckResult): string {
  switch (viewer.mfaStatus) {
    case 'enabled': {
      const on = `Thank you! You have ${statusWords('enabled', viewer.mfaMethod)}.`;
      return admitted
        ? `${on} You are now an active member of ${escapeName(organizationName)}.`
        : `${on} There is nothing left to do.`;
    }
    case 'disabled':
      if (hasOnlySms(viewer)) return `${ONLY_SMS} When you have, wait a minute and press *Check me again*.`;
      return 'Your MFA is still off. If you have just turned it on, wait a minute and press *Check me again*.';
    case 'unknown':
      return `Your MFA status is unknown: Muster cannot see it at the moment, and that is nothing that you did. ${blindness === null ? 'Please try again later.' : escapeText(blindness)}`;
    case null:
      return 'You have no account in a directory that Muster reads, so no MFA is asked of you.';
  }
}

function staleness({ fresh }: CheckResult): string[] {
  return fresh
    ? []
    : ['The directory did not answer just now, so this is what Muster knew last. Please try again in a minute.'];
}
