import type { ModalView } from '@slack/types';
import type { RoundCounts, RoundProgress } from '../../ports.ts';
import { type MusterBlock, section } from '../blocks.ts';
import { SCREENS } from '../ids.ts';
import { retryButton, roundSummary } from '../messages/other-notices.ts';
import { escapeText } from '../mrkdwn.ts';
import { modal } from './modal.ts';

/** What the modal of a round of reminders shows: it counts up and ends in a summary. */
export function buildRound(progress: RoundProgress): ModalView {
  return modal({ title: 'Send MFA reminder', callbackId: SCREENS.round, blocks: blocksOf(progress) });
}

/** The modal from *Send* until the first progress. */
export function buildRoundStarted(): ModalView {
  return buildRound({ type: 'sending', counts: { sent: 0, skipped: 0, failed: 0, total: 0 } });
}

function blocksOf(progress: RoundProgress): MusterBlock[] {
  switch (progress.type) {
    case 'sending':
      return [
        section(underWay(progress.counts)),
        section('You can close this window: a summary comes to you as a direct message.'),
      ];
    case 'finished':
      return [section(roundSummary(progress.counts)), ...retryButton(progress.roundId, progress.counts.failed)];
    case 'failed':
      return [section(`Nothing was sent, because the reading failed. ${escapeText(progress.sentence)}`)];
  }
}

function underWay({ sent, skipped, failed, total }: RoundCounts): string {
  if (total === 0) return '*Muster is taking a fresh reading*, then it writes to everybody whose MFA is off.';
  const apart = [
    ...(skipped === 0 ? [] : [`${skipped} need none any more`]),
    ...(failed === 0 ? [] : [`${failed} could not be reached`]),
  ];
  return `*${sent} of ${total} reminders sent.*${apart.length === 0 ? '' : ` ${apart.join(', ')}.`}`;
}
