import type { StatusScreen } from '../../service/screens/screens.ts';
import { actions, context, facts, type MusterBlock, type SlackMessage, section } from '../blocks.ts';
import { writeDate } from '../dates.ts';
import { BLOCKS } from '../ids.ts';
import { escapeName } from '../mrkdwn.ts';
import { people } from '../texts/counts.ts';
import { directoryLines } from '../texts/directories.ts';
import { enforcementMeaning, enforcementSentence } from '../texts/enforcement.ts';
import { lockLines } from '../texts/locks.ts';
import { matterLines } from '../texts/matters.ts';
import { ownStatus } from '../texts/own-status.ts';
import { missingSentence, readinessBar, readinessSentence, tallyLines } from '../texts/readiness.ts';
import { disarmButton } from './arming-buttons.ts';
import { setupButtons } from './reminder.ts';

type Numbers = NonNullable<StatusScreen['numbers']>;

/** The answer to `/mfa status`. Its first sentence is fixed by the design. */
export function buildStatus(screen: StatusScreen): SlackMessage {
  const { viewer, enforcement, numbers } = screen;
  const setup = viewer.mfaStatus === 'enabled' ? [] : setupButtons(viewer.guides);
  return {
    text: textOf(screen),
    blocks: [
      section(`${enforcementSentence(enforcement, 'slack')} ${enforcementMeaning(enforcement)}`),
      ...(numbers === null ? [] : numbersOf(numbers)),
      section(`*You:* ${ownStatus(viewer)}`),
      ...actions(BLOCKS.buttons, [...setup, ...disarmButton(screen)]),
    ],
  };
}

function textOf({ enforcement, numbers, viewer }: StatusScreen): string {
  const counts = numbers === null ? '' : ` ${countsOf(numbers)}`;
  const grace = viewer.graceEndsAt === null ? '' : ` Please do it by ${writeDate(viewer.graceEndsAt, 'utc')}.`;
  const own = ownStatus({ ...viewer, graceEndsAt: null });
  return `${enforcementSentence(enforcement, 'utc')}${counts} ${own}${viewer.mfaStatus === 'disabled' && viewer.locked.length === 0 ? grace : ''}`;
}

/** In words what the bar and the lists show; a directory that sees nothing is named as the reason. */
function countsOf({ tally, directories }: Numbers): string {
  const { unknown, counted } = tally;
  const missing = unknown === counted ? null : missingSentence(tally);
  const blind = directories
    .filter(({ blindness }) => blindness !== null)
    .map(({ label }) => `${escapeName(label)} cannot see who has MFA yet.`);
  return [readinessSentence(tally), missing, ...blind.slice(0, 3)].filter((sentence) => sentence !== null).join(' ');
}

function numbersOf({
  tally,
  directories,
  undeliverable,
  violations,
  locks,
  mailEnabled,
  matters,
}: Numbers): MusterBlock[] {
  return [
    section(`${readinessBar(tally)}\n${readinessSentence(tally)}`),
    facts(tallyLines(tally)),
    ...attention({ undeliverable, violations, locks, mailEnabled }),
    ...(matters === null ? [] : matterLines(matters).map((line) => context(line))),
    ...directoryLines(directories).map((line) => context(line)),
  ];
}

/** What somebody may want to look at; nothing where all is well. */
export function attention(
  facts: Pick<Numbers, 'undeliverable' | 'violations' | 'locks' | 'mailEnabled'>,
): MusterBlock[] {
  const { undeliverable, violations, locks, mailEnabled } = facts;
  const lines = [
    violations === 0 ? null : `MFA is off for ${people(violations)} although it is enforced. They were asked.`,
    ...lockLines(locks),
    undeliverable === 0 ? null : `The last message to ${people(undeliverable)} could not be delivered.`,
    mailEnabled === false ? 'Email is off: `SMTP_URL` is not set, so Muster writes in Slack only.' : null,
  ];
  return lines.filter((line) => line !== null).map((line) => context(line));
}
