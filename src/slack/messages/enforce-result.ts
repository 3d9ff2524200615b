import type { EnforceOutcome } from '../../domain/message.ts';
import type { Tally } from '../../domain/readiness.ts';
import { actions, button, confirmation, type MusterBlock, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { escapeName, escapeText } from '../mrkdwn.ts';
import { people } from '../texts/counts.ts';
import { readinessSentence } from '../texts/readiness.ts';
import type { Voice } from '../texts/voice.ts';
import { armingButtons } from './arming-buttons.ts';
import { compose } from './compose.ts';

const NAMES_SHOWN = 20;

/** How a request to enforce ended: the modal and the direct message to the actor say the same. */
export function buildEnforceResult(outcome: EnforceOutcome, organizationName: string | null): SlackMessage {
  if (outcome.type === 'enforced') return enforced(outcome.tally, organizationName);
  return compose(
    (voice) => [escapeText(outcome.sentence), ...numbers(outcome.tally), ...names(outcome, voice)],
    offer(outcome),
  );
}

function enforced(tally: Tally, organizationName: string | null): SlackMessage {
  const where = organizationName === null ? '' : ` in ${escapeName(organizationName)}`;
  return compose(() => [
    `MFA enforcement is on${where}. ${readinessSentence(tally)}`,
    'From now on MFA is mandatory for every member. Muster watches over it and tells you when there is something to do.',
  ]);
}

type Refused = Extract<EnforceOutcome, { type: 'refused' }>;

function numbers(tally: Tally | null): string[] {
  return tally === null ? [] : [readinessSentence(tally)];
}

/** Who is missing or unknown: private to the actor. */
function names({ missing, missingTotal }: Refused, voice: Voice): string[] {
  const shown = missing.slice(0, NAMES_SHOWN);
  const more = missingTotal - shown.length;
  const list = (status: 'disabled' | 'unknown', title: string) => {
    const persons = shown.filter((entry) => entry.status === status).map(({ person }) => voice.who(person));
    return persons.length === 0 ? [] : [`*${title}:* ${persons.join(', ')}`];
  };
  const lines = [...list('disabled', 'MFA off'), ...list('unknown', 'MFA unknown')];
  return lines.length === 0 ? [] : [`${lines.join('\n')}${more > 0 ? `\nand ${more} more` : ''}`];
}

function offer({ remindable, offers }: Refused): MusterBlock[] {
  const remind = remindable === 0 ? [] : [remindMissingButton(remindable)];
  return actions(BLOCKS.buttons, [...remind, ...armingButtons(offers)]);
}

/** Starts a round to everybody whose MFA is off, after Slack has asked once more. */
function remindMissingButton(remindable: number) {
  return button({
    actionId: ACTIONS.remindMissing,
    label: 'Send MFA reminder',
    style: 'primary',
    accessibilityLabel: `Send MFA reminder to ${people(remindable)}`,
    confirm: confirmation(
      'Send MFA reminder?',
      `Muster takes a reading, then writes to everybody whose MFA is off (${people(remindable)} at the moment).`,
      'Send',
    ),
  });
}
