import type { Button } from '@slack/types';
import { LONGEST_MESSAGE } from '../../domain/campaign-draft.ts';
import { guideLabel, type ReminderMessage, type SetupGuide } from '../../domain/message.ts';
import { actions, button, linkButton, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { reminderValue } from '../metadata.ts';
import { escapeName, plainName, quote } from '../mrkdwn.ts';
import type { Voice } from '../texts/voice.ts';
import { compose, smallPrint } from './compose.ts';
import { lockedHint } from './lock-notices.ts';

/** An `action_id` is unique in its row. */
const SETUP_ACTIONS = [ACTIONS.openSetup, ACTIONS.openSecondSetup, ACTIONS.openThirdSetup] as const;

/** The direct message that asks one person to turn MFA on, and helps with it. */
export function buildReminder(message: ReminderMessage): SlackMessage {
  return compose(
    (voice) => [
      openingOf(message, voice),
      ...whyMore(message),
      ...ownWords(message),
      howTo(message),
      ...untilWhen(message, voice),
      ...lockedHint(message.locked ?? []),
    ],
    [
      ...actions(BLOCKS.reminder, buttonsOf(message)),
      smallPrint(
        `When it is on, press *Check me again*, and Muster leaves you alone. Stuck? Press *I need help*.${laterSentence(message)}`,
      ),
    ],
  );
}

function openingOf(message: ReminderMessage, voice: Voice): string {
  const { reason, organizationName, requestedBy, guides, deadline } = message;
  const organization = escapeName(organizationName, 'your organization');
  const where = `for ${labels(guides)}`;
  switch (reason) {
    case 'manual':
    case 'campaign': {
      const who = requestedBy === null ? organization : voice.who(requestedBy);
      return `Hello! ${who} asks you to turn on multifactor authentication (MFA) ${where}, so that everybody in ${organization} is protected.`;
    }
    case 'violation':
      return `Hello! Multifactor authentication (MFA) ${where} is off for you at the moment. That happens, for example with a new phone. ${organization} requires it of every member, so please turn it on again.`;
    case 'scheduled': {
      const from = deadline === null ? 'Soon' : `From ${voice.when(deadline)} on`;
      return `Hello! ${from}, multifactor authentication (MFA) is mandatory for every member of ${organization}, and ${where} it is off for you at the moment.`;
    }
    case 'required':
      return `Hello! ${organization} now requires multifactor authentication (MFA) of every member, and ${where} it is off for you at the moment. Please turn it on.`;
    case 'welcome':
      return `Welcome to ${organization}! Every member here has multifactor authentication (MFA). Please turn it on ${where}; until then you are pending, and the moment it is on you are admitted by itself.`;
  }
}

function whyMore({ onlySms }: ReminderMessage): string[] {
  return onlySms === true
    ? [
        'You have MFA by text message already. Text messages can be intercepted, so they alone do not count here: please add an authenticator app or a security key.',
      ]
    : [];
}

function howTo({ guides }: ReminderMessage): string {
  const page = guides.length > 1 ? 'Each button opens the right page' : 'The button opens the right page';
  return `It takes about two minutes. ${page}; have your phone at hand. From then on a stolen password alone opens nothing.`;
}

function ownWords({ campaign }: ReminderMessage): string[] {
  return campaign?.message == null ? [] : [quote(campaign.message, LONGEST_MESSAGE)];
}

function untilWhen({ deadline, campaign }: ReminderMessage, voice: Voice): string[] {
  if (deadline === null) return [];
  const days = campaign?.movedDays ?? 0;
  const moved = days === 0 ? '' : ` You were away, so you have ${days === 1 ? '1 day' : `${days} days`} more.`;
  return [`Please do it by ${voice.when(deadline)}.${moved}`];
}

/** Says how many are left, and of the last one that it is the last. */
function laterSentence({ campaign }: ReminderMessage): string {
  const left = campaign?.snoozesLeft ?? 0;
  if (left === 0) return '';
  return left === 1 ? ' You can put it off one last time.' : ` You can put it off ${left} times.`;
}

function labels(guides: readonly SetupGuide[]): string {
  const names = guides
    .slice(0, SETUP_ACTIONS.length)
    .map((guide) => `*${escapeName(guideLabel(guide), 'your account')}*`);
  const more = guides.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function buttonsOf({ guides, reminderId, campaign }: ReminderMessage): Button[] {
  const value = reminderValue.encode({ reminderId });
  return [
    ...setupButtons(guides),
    button({ actionId: ACTIONS.checkAgain, label: 'Check me again', value }),
    ...(campaign == null || campaign.snoozesLeft === 0
      ? []
      : [button({ actionId: ACTIONS.remindLater, label: 'Remind me later', value })]),
    button({ actionId: ACTIONS.needHelp, label: 'I need help', value }),
  ];
}

/** Links to where MFA is turned on. Slack reports a press of them too. */
export function setupButtons(guides: readonly SetupGuide[]): Button[] {
  const several = guides.length > 1;
  return linkButtons(guides, 'primary', (guide) =>
    several ? `Turn on MFA: ${plainName(guideLabel(guide), 'your account')}` : 'Turn on MFA',
  );
}

/** For somebody who helps: the page is that of their own account, to look at beside the other's. */
export function helperButtons(guides: readonly SetupGuide[]): Button[] {
  return linkButtons(
    guides,
    undefined,
    (guide) => `See the MFA page of ${plainName(guide.directoryLabel, 'the account')}`,
  );
}

function linkButtons(
  guides: readonly SetupGuide[],
  style: 'primary' | undefined,
  labelOf: (guide: SetupGuide) => string,
): Button[] {
  return SETUP_ACTIONS.flatMap((actionId, index) => {
    const guide = guides.at(index);
    return guide === undefined ? [] : linkButton(actionId, labelOf(guide), guide.setupUrl, style);
  });
}
