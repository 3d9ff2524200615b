/** A campaign may end in enforcement: it is armed when the campaign starts, by the word that was typed with it. */
import type { Trx } from '../../db/database.ts';
import type { Member } from '../../db/member-repository.ts';
import type { Campaign, CampaignDraft } from '../../domain/campaign.ts';
import type { DraftField, DraftProblems } from '../../domain/campaign-draft.ts';
import { CONFIRMATION_WORDS, isConfirmed } from '../../domain/confirmation.ts';
import { type Refusal, type RefusalCode, sentenceOf } from '../../domain/refusal.ts';
import { refuseDate } from '../../domain/turning-on.ts';
import type { Caller } from '../caller.ts';
import type { Reach } from '../deliveries/notices.ts';
import { arm, scheduleFor } from '../enforcement/arming.ts';
import type { Outcome } from '../screens/screens.ts';

/** `invalid`: what was chosen cannot be done, with a sentence for each field. */
export type Submitted<T> = Outcome<T> | { type: 'invalid'; problems: DraftProblems };

/** The permission was asked for before, live. `null` when it is done, or when nothing is to be armed. */
export async function armFor(
  trx: Trx,
  { organizationId, source }: Caller,
  { atDeadline, deadline: until }: Pick<Campaign, 'atDeadline' | 'deadline'>,
  { actor, word, reach }: { actor: Pick<Member, 'id' | 'timeZone'>; word: string; reach: Reach },
): Promise<Refusal | null> {
  if (atDeadline === 'nothing' || atDeadline === 'tell_owners') return null;
  if (!isConfirmed('enforce', word)) return { code: 'wrong_word', word: CONFIRMATION_WORDS.enforce };
  // Where more than a fifth are exempt, the number is confirmed in the window that asks for it.
  const request = { actorId: actor.id, source, confirmedExempt: null, reach };
  if (atDeadline === 'enforce_when_ready') return await arm(trx, organizationId, request);
  const unfit = refuseDate(until, { now: reach.now, timeZone: actor.timeZone ?? 'UTC' });
  return unfit ?? (await scheduleFor(trx, organizationId, { ...request, until }));
}

/** What is armed has a date of its own: a change of the campaign must not seem to move it. */
export function isRearmed(before: CampaignDraft, after: CampaignDraft): boolean {
  if (before.atDeadline !== after.atDeadline)
    return [before.atDeadline, after.atDeadline].some((choice) => choice.startsWith('enforce'));
  return before.atDeadline === 'enforce_by_date' && before.deadline.getTime() !== after.deadline.getTime();
}

/** What is refused because of one choice is told at its field, so that nothing that was typed is lost. */
const FIELDS: Partial<Record<RefusalCode, DraftField>> = {
  campaign_overlaps: 'audience',
  campaign_armed: 'atDeadline',
  wrong_word: 'atDeadline',
  already_on: 'atDeadline',
  already_armed: 'atDeadline',
  paused_already: 'atDeadline',
  exemptions_unconfirmed: 'atDeadline',
  date_missing: 'deadline',
  date_too_early: 'deadline',
  date_too_late: 'deadline',
};

export function atItsField<T>(outcome: Outcome<T>): Submitted<T> {
  if (outcome.type === 'done') return outcome;
  const field = FIELDS[outcome.refusal.code];
  if (field === undefined) return outcome;
  return { type: 'invalid', problems: { [field]: sentenceOf(outcome.refusal).replaceAll('`', '') } };
}
