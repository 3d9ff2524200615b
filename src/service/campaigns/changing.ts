/** Starting, editing, pausing, resuming and ending a campaign: with `enforce`, by the live role. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { overlapsOpenCampaign, replacePeople } from '../../db/campaign-people-repository.ts';
import { insertCampaign, listOpenCampaigns, lockCampaign, saveDraft, saveState } from '../../db/campaign-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { newId } from '../../db/ids.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { AuditEventType, JsonValue } from '../../domain/audit.ts';
import type { Campaign, CampaignDraft } from '../../domain/campaign.ts';
import type { CampaignId, MemberId, OrganizationId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { RefusedError } from '../../errors.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findCaller, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import { armFor, atItsField, isRearmed, type Submitted } from './arming-campaigns.ts';
import { type CampaignForm, draftCampaign } from './drafting.ts';
import { countForEvent } from './event-numbers.ts';

type ChangeDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'mailer' | 'queue' | 'log'>;

/** A campaign commits everybody to a date and may end in enforcement: hence `enforce`. */
async function refuseCaller(deps: ChangeDeps, caller: Caller): Promise<Refusal | null> {
  const reading = await readLivePermission(deps, caller.organizationId, caller.slackUserId);
  if (reading.type === 'unreadable') return { code: 'role_unreadable' };
  if (!includes(reading.permission, 'enforce')) return { code: 'not_permitted', needed: 'enforce' };
  const { away } = await getOrganization(deps.database.db, caller.organizationId);
  return away === null ? null : { code: 'organization_away' };
}

/** `id` was made when the modal opened, so that a second submission of it is refused. */
export async function startCampaign(
  deps: ChangeDeps,
  caller: Caller,
  { id, form, word }: { id: CampaignId; form: CampaignForm; word: string },
): Promise<Submitted<Campaign>> {
  const actor = await findCaller(deps, caller);
  const refusal = await refuseCaller(deps, caller);
  if (refusal !== null) return refused(refusal);
  const drafted = await draftCampaign(deps, caller.organizationId, form);
  if (drafted.type === 'invalid') return drafted;
  const result = await write(deps, caller, async (trx, now) => {
    if ((await lockCampaign(trx, caller.organizationId, id)) !== null)
      throw new RefusedError({ code: 'campaign_changed' });
    const campaign = { ...drafted.draft, id, startedBy: actor.id, startedAt: now };
    const started = await insertCampaign(trx, caller.organizationId, campaign);
    await writePeople(trx, caller.organizationId, started, drafted.included);
    await record(trx, caller, actor.id, { type: 'campaign.started', id, now, after: summaryOf(started) });
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const unfit = await armFor(trx, caller, started, { actor, word, reach });
    if (unfit !== null) throw new RefusedError(unfit);
    return started;
  });
  return atItsField(result);
}

/** Refused when it was changed after the modal was opened. Everybody is planned anew. */
export async function editCampaign(
  deps: ChangeDeps,
  caller: Caller,
  { id, revision, form }: { id: CampaignId; revision: number; form: CampaignForm },
): Promise<Submitted<Campaign>> {
  const { organizationId } = caller;
  const actor = await findCaller(deps, caller);
  const refusal = await refuseCaller(deps, caller);
  if (refusal !== null) return refused(refusal);
  const drafted = await draftCampaign(deps, organizationId, form);
  if (drafted.type === 'invalid') return drafted;
  const result = await write(deps, caller, async (trx, now) => {
    const before = await lockOpen(trx, organizationId, id);
    if (before.revision !== revision) throw new RefusedError({ code: 'campaign_changed' });
    if (isRearmed(before, drafted.draft)) throw new RefusedError({ code: 'campaign_armed' });
    await saveDraft(trx, organizationId, id, drafted.draft);
    const after = await lockOpen(trx, organizationId, id);
    await writePeople(trx, organizationId, after, drafted.included);
    const summary = { before: summaryOf(before), after: summaryOf(after) };
    await record(trx, caller, actor.id, { type: 'campaign.edited', id, now, ...summary });
    return after;
  });
  return atItsField(result);
}

const STEPS = {
  pause: { from: 'running', state: 'paused', type: 'campaign.paused' },
  resume: { from: 'paused', state: 'running', type: 'campaign.resumed' },
  end: { from: null, state: 'ended', type: 'campaign.ended' },
} as const;
export type CampaignStep = keyof typeof STEPS;

export async function stepCampaign(
  deps: ChangeDeps,
  caller: Caller,
  { id, step }: { id: CampaignId; step: CampaignStep },
): Promise<Outcome<Campaign>> {
  const { organizationId } = caller;
  const actor = await findCaller(deps, caller);
  const refusal = await refuseCaller(deps, caller);
  if (refusal !== null) return refused(refusal);
  return write(deps, caller, async (trx, now) => {
    const { from, state, type } = STEPS[step];
    const before = await lockOpen(trx, organizationId, id);
    if (from !== null && before.state !== from) throw new RefusedError({ code: 'campaign_changed' });
    await saveState(trx, organizationId, id, { state, at: now });
    const after = await countForEvent(trx, organizationId, id, now);
    await record(trx, caller, actor.id, { type, id, now, after });
    return { ...before, state, revision: before.revision + 1 };
  });
}

/** One decision at a time, and nothing of it when it is refused in the middle. */
async function write<T>(
  deps: ChangeDeps,
  { organizationId }: Caller,
  work: (trx: Trx, now: Date) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    const value = await inTransaction(deps.database, async (trx, onCommit) => {
      await lockEnforcement(trx, organizationId);
      onCommit(() => deps.queue.wakeDeliveries());
      return work(trx, deps.clock.now());
    });
    return done(value);
  } catch (error) {
    if (error instanceof RefusedError) return refused(error.refusal);
    throw error;
  }
}

async function lockOpen(trx: Trx, organizationId: OrganizationId, id: CampaignId): Promise<Campaign> {
  const campaign = await lockCampaign(trx, organizationId, id);
  if (campaign === null || campaign.state === 'ended') throw new RefusedError({ code: 'campaign_gone' });
  return campaign;
}

/** Nobody is asked by two campaigns at once. */
async function writePeople(
  trx: Trx,
  organizationId: OrganizationId,
  campaign: Campaign,
  included: readonly MemberId[],
): Promise<void> {
  await replacePeople(trx, organizationId, campaign.id, { included, excepted: campaign.exceptMemberIds });
  const open = await listOpenCampaigns(trx, organizationId);
  if (await overlapsOpenCampaign(trx, organizationId, campaign, open))
    throw new RefusedError({ code: 'campaign_overlaps' });
}

/** Words of ours and numbers: no names, and nothing that anybody typed. */
function summaryOf(draft: CampaignDraft): JsonValue {
  const { audience, deadline, cadence, channels, atDeadline, exceptMemberIds } = draft;
  return {
    audience: audience.type,
    people: audience.type === 'people' ? audience.memberIds.length : null,
    excepted: exceptMemberIds.length,
    deadline: deadline.toISOString(),
    cadence: cadence.type,
    channels: channels.type,
    atDeadline,
  };
}

async function record(
  trx: Trx,
  { organizationId, source }: Caller,
  actorId: MemberId,
  event: { type: AuditEventType; id: CampaignId; now: Date; before?: JsonValue; after?: JsonValue },
): Promise<void> {
  await appendAuditEvent(trx, organizationId, {
    at: event.now,
    type: event.type,
    actor: { type: 'member', id: actorId },
    source,
    subjectId: event.id,
    before: event.before ?? null,
    after: event.after ?? null,
  });
}

export function newCampaignId(): CampaignId {
  return newId('campaign');
}
