import type { ReminderClosedMessage } from '../../domain/message.ts';
import type { SlackMessage } from '../blocks.ts';
import { escapeName } from '../mrkdwn.ts';
import { say } from './compose.ts';

/** What a reminder becomes when there is nothing left to ask for. */
export function buildReminderClosed(message: ReminderClosedMessage): SlackMessage {
  return say(sentenceOf(message));
}

function sentenceOf({ outcome, organizationName }: ReminderClosedMessage): string {
  const organization = escapeName(organizationName, 'your organization');
  switch (outcome) {
    case 'enabled':
      return `Thank you! Your MFA is on. There is nothing left to do for you in ${organization}.`;
    case 'admitted':
      return `Thank you! Your MFA is on, and you are now an active member of ${organization}. There is nothing left to do.`;
    case 'no_longer_required':
      return `MFA is no longer asked of you in ${organization}, so there is nothing left to do. Having it is still a good idea.`;
  }
}
