import type { ApprovalState, ApprovedAct } from '../../domain/approval.ts';
import { plural } from './counts.ts';

const HOUR_MS = 60 * 60_000;

/** What somebody wants to do, after "wants to"; `whom` it exempts. */
export function actWords(act: ApprovedAct, whom: string): string {
  switch (act.type) {
    case 'stop':
      return act.forMs === null ? 'stop enforcing MFA' : `stop enforcing MFA for ${lengthWords(act.forMs)}`;
    case 'exempt':
      return `exempt ${whom}, so that more than a fifth of the active members are exempt`;
    case 'longer_grace':
      return `make the grace period longer: ${plural(act.graceDays, 'day')}`;
    case 'no_locking':
      return 'turn locking off, which unlocks whom Muster has locked';
    case 'one_person':
      return 'let one person alone do what weakens MFA, without a second one who agrees';
  }
}

function lengthWords(ms: number): string {
  const hours = Math.round(ms / HOUR_MS);
  return hours % 24 === 0 ? plural(hours / 24, 'day') : plural(hours, 'hour');
}

/** What became of it; `who` decided. */
export function endWords(state: Exclude<ApprovalState, 'open'>, who: string): string {
  switch (state) {
    case 'approved':
      return `${who} approved it, so it is done.`;
    case 'declined':
      return `${who} declined it, so nothing was changed.`;
    case 'withdrawn':
      return `${who} took it back, so nothing was changed.`;
    case 'lapsed':
      return 'Nobody answered within 24 hours, so it has lapsed and nothing was changed.';
    case 'took_effect':
      return 'Nobody declined it within 24 hours, so it is done.';
    case 'void':
      return 'Something else was changed meanwhile, so it is void and nothing was done.';
  }
}
