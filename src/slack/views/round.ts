import type { ModalView } from '@slack/types';
import type { RoundProgress } from '../../ports.ts';
import { section } from '../blocks.ts';
import { SCREENS } from '../ids.ts';
import { roundSummary } from '../messages/other-notices.ts';
import { modal } from './modal.ts';

/** What the modal of a round of reminders shows: it counts up and ends in a summary. */
export function buildRound(progress: RoundProgress): ModalView {
  return modal({
    title: 'Send MFA reminder',
    callbackId: SCREENS.round,
    blocks: progress.finished ? [section(roundSummary(progress))] : [section(underWay(progress)), section(CLOSE_HINT)],
  });
}

const CLOSE_HINT = 'You can close this window: a summary comes to you as a direct message.';

function underWay({ sent, skipped, failed, total }: RoundProgress): string {
  if (total === 0) return '*Muster is taking a fresh reading*, then it writes to everybody whose MFA is off.';
  const apart = [
    ...(skipped === 0 ? [] : [`${skipped} need none any more`]),
    ...(failed === 0 ? [] : [`${failed} are tried again`]),
  ];
  return `*${sent} of ${total} reminders sent.*${apart.length === 0 ? '' : ` ${apart.join(', ')}.`}`;
}
