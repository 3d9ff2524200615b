/** Whose reminder is due gets one, planned with its deliveries in the transaction that plans the next. */
import { setImmediate } from 'node:timers/promises';
import {
  type CampaignMember,
  findCampaignMembers,
  listDueMembers,
  listInAudience,
  savePlans,
} from '../../db/campaign-member-repository.ts';
import { lockCampaign } from '../../db/campaign-repository.ts';
import type { Trx } from '../../db/database.ts';
import { cancelDueDeliveries, insertDeliveries } from '../../db/delivery-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { newId } from '../../db/ids.ts';
import { findMembers, type Member } from '../../db/member-repository.ts';
import { insertReminders, supersedeReminders } from '../../db/reminder-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { AWAY_AFTER_MS, ownDeadline, stepAway } from '../../domain/away.ts';
import { type Campaign, channelsFor } from '../../domain/campaign.ts';
import type { CampaignId, MemberId, OrganizationId } from '../../domain/ids.ts';
import { nextReminderAt } from '../../domain/nudge.ts';
import { planDeliveries, type Reach } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { factsOf, planned } from './facts.ts';
import { readUndisturbed } from './undisturbed.ts';

/** A slice of synchronous work stays under 50 ms, and Slack tells of so many people at a time. */
const SLICE = 50;

export async function nudge(deps: ServiceDeps, organizationId: OrganizationId, { id }: Campaign): Promise<void> {
  for (;;) {
    const now = deps.clock.now();
    const due = await listDueMembers(deps.database.db, organizationId, id, { now, limit: SLICE });
    const ids = due.map(({ memberId }) => memberId);
    const undisturbed = await readUndisturbed(deps, await findMembers(deps.database.db, organizationId, ids, now));
    if (due.length > 0) await nudgeSlice(deps, organizationId, id, { ids, undisturbed });
    if (due.length < SLICE) return;
    await setImmediate();
  }
}

interface Slice {
  ids: readonly MemberId[];
  undisturbed: ReadonlyMap<MemberId, Date>;
}

/** Whoever another process has planned meanwhile is no longer due. */
async function nudgeSlice(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  id: CampaignId,
  { ids, undisturbed }: Slice,
): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const campaign = await lockCampaign(trx, organizationId, id);
    if (campaign?.state !== 'running') return;
    const now = deps.clock.now();
    const members = new Map((await findMembers(trx, organizationId, ids, now)).map((member) => [member.id, member]));
    const audience = await listInAudience(trx, organizationId, campaign, ids);
    const states = await findCampaignMembers(trx, organizationId, id, ids);
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const steps = [...states.values()].flatMap((state) => {
      const member = members.get(state.memberId);
      if (member === undefined || state.nextDueAt === null || state.nextDueAt > now) return [];
      if (!audience.has(member.id)) return [{ plan: { ...state, nextDueAt: null, dormant: true }, send: null }];
      return [step(campaign, member, state, undisturbed.get(member.id) ?? null, reach)];
    });
    await send(
      trx,
      organizationId,
      campaign,
      steps.flatMap(({ send }) => send ?? []),
      reach,
    );
    await savePlans(
      trx,
      organizationId,
      steps.map(({ plan }) => plan),
    );
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

interface Nudge {
  member: Member;
  deadline: Date;
  channels: readonly ('slack' | 'email')[];
}

interface Step {
  plan: CampaignMember;
  send: Nudge | null;
}

/** Now, or later: what stood in the way when it was planned may be gone, and something else there. */
function step(
  campaign: Campaign,
  member: Member,
  before: CampaignMember,
  undisturbedUntil: Date | null,
  reach: Reach,
): Step {
  const { now } = reach;
  const state = undisturbedForDays(before, undisturbedUntil, now);
  const at = nextReminderAt(
    campaign,
    factsOf(campaign, member, state, { plannedFor: state.nextDueAt, undisturbedUntil }),
    now,
  );
  if (at === null || at > now) return { plan: planned(campaign, member, state, at), send: null };
  const channels = channelsFor(campaign.channels, {
    unanswered: state.unanswered,
    inSlack: member.slackUserId !== null,
    byEmail: member.email !== null && reach.mailEnabled,
  });
  // Nobody waits for whom no way leads to: they are planned again when the campaign is changed.
  if (channels.length === 0) return { plan: planned(campaign, member, state, null), send: null };
  const reminded = { ...state, lastSentAt: now, previousSentAt: state.lastSentAt };
  const next = nextReminderAt(campaign, factsOf(campaign, member, reminded), now);
  const deadline = ownDeadline(campaign.deadline, state.away);
  return { plan: planned(campaign, member, state, next), send: { member, deadline, channels } };
}

/** Do-not-disturb for days is an absence: it moves the deadline too. */
function undisturbedForDays(state: CampaignMember, until: Date | null, now: Date): CampaignMember {
  if (until === null || until.getTime() - now.getTime() < AWAY_AFTER_MS) return state;
  if (state.away.until !== null && state.away.until >= until) return state;
  return { ...state, away: stepAway(state.away, until, now) };
}

async function send(
  trx: Trx,
  organizationId: OrganizationId,
  { id: campaignId, startedBy }: Campaign,
  nudges: readonly Nudge[],
  reach: Reach,
): Promise<void> {
  const { now } = reach;
  const memberIds = nudges.map(({ member }) => member.id);
  const ended = await supersedeReminders(trx, organizationId, { campaignId, memberIds, at: now });
  await cancelDueDeliveries(trx, organizationId, { reminderIds: ended });
  const reminders = nudges.map(({ member, deadline }) => ({
    id: newId('reminder'),
    memberId: member.id,
    reason: 'campaign' as const,
    requestedBy: startedBy,
    roundId: null,
    campaignId,
    deadline,
    createdAt: now,
  }));
  await insertReminders(trx, organizationId, reminders);
  const deliveries = nudges.flatMap(({ member, channels }, index) => {
    const reminder = reminders[index];
    return reminder === undefined ? [] : planDeliveries(member, { reminderId: reminder.id }, reach, channels);
  });
  await insertDeliveries(trx, organizationId, deliveries);
}
