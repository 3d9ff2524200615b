import type { RoundId } from '../../domain/ids.ts';
import type { NoticeMessage } from '../../domain/message.ts';
import type { RoundCounts } from '../../ports.ts';
import { actions, button, type MusterBlock, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { roundMetadata } from '../metadata.ts';
import { escapeName, escapeText } from '../mrkdwn.ts';
import { people, plural } from '../texts/counts.ts';
import { compose, say } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

/** To who pressed *Send*: how the round ended. */
export function buildRoundFinished(notice: Notice<'round_finished'>): SlackMessage {
  return compose(() => [roundSummary(notice)], retryButton(notice.roundId, notice.failed));
}

/** Where somebody could not be reached: *Retry failed*. */
export function retryButton(roundId: RoundId | null, failed: number): MusterBlock[] {
  if (roundId === null || failed === 0) return [];
  const value = roundMetadata.encode({ roundId });
  return actions(BLOCKS.buttons, [button({ actionId: ACTIONS.retryFailed, label: 'Retry failed', value })]);
}

/** To who pressed *Send*: nothing went out, and why. */
export function buildRoundFailed({ sentence }: Notice<'round_failed'>): SlackMessage {
  return say(escapeText(sentence), 'Please try again with `/mfa remind everyone` when that is mended.');
}

/** The end of a round in a few sentences; the modal says the same. */
export function roundSummary({ sent, skipped, failed, total }: RoundCounts): string {
  if (total === 0) return 'Nobody needs a reminder: everyone whose status is known has MFA on.';
  return [
    `Done: Muster sent ${plural(sent, 'reminder')}.`,
    skipped === 0
      ? ''
      : `${people(skipped)} got none, because their MFA is on by now or somebody reminded them within the last hour.`,
    failed === 0 ? '' : `${people(failed)} could not be reached; \`/mfa members missing\` shows who.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** By mail while Slack is gone; in Slack only if it came back before the message went out. */
export function buildSlackDisconnected(notice: Notice<'slack_disconnected'>): SlackMessage {
  return say(
    `Muster was disconnected from Slack in ${escapeName(notice.organizationName)}. It sends nothing until it is installed again; nothing was changed, and nobody was unlocked.`,
  );
}
