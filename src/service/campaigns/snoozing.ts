/** *Remind me later*: the member's own answer to a campaign. It is in the ledger, and no audit event. */
import { countAnswer, findOpenMembership, saveSnooze } from '../../db/campaign-member-repository.ts';
import { findCampaign } from '../../db/campaign-repository.ts';
import type { Db } from '../../db/database.ts';
import { cancelDueDeliveries } from '../../db/delivery-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findMember, type Member } from '../../db/member-repository.ts';
import { findReminder } from '../../db/reminder-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { needsNudge } from '../../domain/campaign.ts';
import type { OrganizationId, ReminderId } from '../../domain/ids.ts';
import { nextReminderAt } from '../../domain/nudge.ts';
import {
  refuseSnooze,
  type Snooze,
  type SnoozeFacts,
  snoozeChoices,
  snoozesLeft,
  snoozeUntil,
} from '../../domain/snooze.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findCaller } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import { factsOf, snoozeFactsOf } from './facts.ts';

type SnoozeDeps = Pick<ServiceDeps, 'database' | 'clock'>;

/** What a member may choose from now. `left` counts before the choice. */
export interface SnoozeScreen {
  choices: readonly { snooze: Snooze; until: Date }[];
  left: number;
  deadline: Date;
}

/** `left` counts after the choice: 0 says that this was the last. */
export interface Snoozed {
  until: Date;
  left: number;
  deadline: Date;
}

async function findSnoozable(db: Db, organizationId: OrganizationId, member: Member) {
  if (!needsNudge(member)) return null;
  const state = await findOpenMembership(db, organizationId, member.id);
  const campaign = state === null ? null : await findCampaign(db, organizationId, state.campaignId);
  return state === null || campaign?.state !== 'running' ? null : { state, campaign };
}

export async function openSnooze(deps: SnoozeDeps, caller: Caller): Promise<Outcome<SnoozeScreen>> {
  const member = await findCaller(deps, caller);
  const found = await findSnoozable(deps.database.db, caller.organizationId, member);
  if (found === null) return refused({ code: 'nothing_to_snooze' });
  const facts = snoozeFactsOf(found.campaign, member, found.state);
  const left = snoozesLeft(facts);
  if (left === 0) return refused({ code: 'snoozes_used_up' });
  return done({ choices: snoozeChoices(facts, deps.clock.now()), left, deadline: facts.deadline });
}

/** A second choice while the first still holds replaces it, and costs nothing more. */
export async function snooze(
  deps: SnoozeDeps,
  caller: Caller,
  request: { snooze: Snooze; reminderId: ReminderId | null },
): Promise<Outcome<Snoozed>> {
  const { organizationId } = caller;
  const { id: memberId } = await findCaller(deps, caller);
  return inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    if (request.reminderId !== null) {
      const reminder = await findReminder(trx, organizationId, request.reminderId);
      if (reminder?.memberId !== memberId) return refused({ code: 'not_your_message' });
    }
    const member = await findMember(trx, organizationId, memberId, now);
    const found = member === null ? null : await findSnoozable(trx, organizationId, member);
    if (member === null || found === null) return refused({ code: 'nothing_to_snooze' });
    const { campaign, state } = found;
    const isReplaced = state.snoozedUntil !== null && state.snoozedUntil > now;
    const used = isReplaced ? state.snoozesUsed - 1 : state.snoozesUsed;
    const facts: SnoozeFacts = { ...snoozeFactsOf(campaign, member, state), used };
    const until = snoozeUntil(request.snooze, facts.local, now);
    const refusal = refuseSnooze(facts, until, now);
    if (refusal !== null) return refused(refusal);
    const snoozed = { ...state, snoozesUsed: used + 1, snoozedUntil: until };
    const nextDueAt = nextReminderAt(campaign, factsOf(campaign, member, snoozed), now);
    await saveSnooze(trx, organizationId, { ...snoozed, nextDueAt });
    await countAnswer(trx, organizationId, memberId, now);
    if (state.lastReminderId !== null)
      await cancelDueDeliveries(trx, organizationId, { reminderIds: [state.lastReminderId] });
    return done({ until, left: snoozesLeft({ ...facts, used: used + 1 }), deadline: facts.deadline });
  });
}
