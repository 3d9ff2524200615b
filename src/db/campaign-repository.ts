import type { Campaign, CampaignDraft } from '../domain/campaign.ts';
import type { CampaignId, OrganizationId } from '../domain/ids.ts';
import { toCampaign, toChoices } from './campaign-row.ts';
import type { Db, Trx } from './database.ts';
import { assertFound } from './missing-row-error.ts';
import { fromInstantOrNull, toInstant } from './values.ts';

export async function insertCampaign(
  trx: Trx,
  organizationId: OrganizationId,
  campaign: CampaignDraft & Pick<Campaign, 'id' | 'startedBy' | 'startedAt'>,
): Promise<Campaign> {
  const { id, startedBy, startedAt, ...draft } = campaign;
  const row = await trx
    .insertInto('campaigns')
    .values({
      id,
      organization_id: organizationId,
      state: 'running',
      revision: 1,
      choices: toChoices(draft),
      message: draft.message,
      deadline: toInstant(draft.deadline),
      started_by: startedBy,
      started_at: toInstant(startedAt),
    })
    .returningAll()
    .executeTakeFirst();
  return toCampaign(assertFound(row, 'campaign', id));
}

function selectCampaigns(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('campaigns').selectAll().where('organization_id', '=', organizationId);
}

export async function findCampaign(db: Db, organizationId: OrganizationId, id: CampaignId): Promise<Campaign | null> {
  const row = await selectCampaigns(db, organizationId).where('id', '=', id).executeTakeFirst();
  return row ? toCampaign(row) : null;
}

/** Running and paused ones, oldest first. */
export async function listOpenCampaigns(db: Db, organizationId: OrganizationId): Promise<Campaign[]> {
  const query = selectCampaigns(db, organizationId).where('state', '<>', 'ended');
  return (await query.orderBy('started_at').orderBy('id').execute()).map(toCampaign);
}

/** One page of all, newest first. */
export async function listCampaigns(
  db: Db,
  organizationId: OrganizationId,
  page: { limit: number; offset: number },
): Promise<Campaign[]> {
  const rows = await selectCampaigns(db, organizationId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(toCampaign);
}

function updateOne(trx: Trx, organizationId: OrganizationId, id: CampaignId) {
  return trx.updateTable('campaigns').where('organization_id', '=', organizationId).where('id', '=', id);
}

/** Waits until nobody else works on it, and keeps others waiting until the end of the transaction. */
export async function lockCampaign(trx: Trx, organizationId: OrganizationId, id: CampaignId): Promise<Campaign | null> {
  const query = updateOne(trx, organizationId, id).set((eb) => ({ state: eb.ref('state') }));
  const row = await query.returningAll().executeTakeFirst();
  return row ? toCampaign(row) : null;
}

/** What was chosen anew: everybody in it is planned anew, by the revision. */
export async function saveDraft(
  trx: Trx,
  organizationId: OrganizationId,
  id: CampaignId,
  draft: CampaignDraft,
): Promise<void> {
  await updateOne(trx, organizationId, id)
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      choices: toChoices(draft),
      message: draft.message,
      deadline: toInstant(draft.deadline),
      deadline_passed_at: null,
      group_read_at: null,
      enrolled_at: null,
    }))
    .execute();
}

/** Paused, resumed or ended. What was planned before a pause is planned anew. */
export async function saveState(
  trx: Trx,
  organizationId: OrganizationId,
  id: CampaignId,
  { state, at }: { state: Campaign['state']; at: Date },
): Promise<void> {
  await updateOne(trx, organizationId, id)
    .set((eb) => ({
      state,
      revision: eb('revision', '+', 1),
      paused_at: state === 'paused' ? toInstant(at) : null,
      ended_at: state === 'ended' ? toInstant(at) : null,
      enrolled_at: null,
    }))
    .execute();
}

/** Returns whether it was not yet: the deadline is acted on once. */
export async function markDeadlinePassed(trx: Trx, organizationId: OrganizationId, id: CampaignId, at: Date) {
  const query = updateOne(trx, organizationId, id).where('deadline_passed_at', 'is', null);
  return (await query.set({ deadline_passed_at: toInstant(at) }).executeTakeFirst()).numUpdatedRows > 0n;
}

/** When the campaign was last looked after; `null` for what is wanted at once. */
export async function findUpkeep(db: Db, organizationId: OrganizationId, id: CampaignId) {
  const row = await db
    .selectFrom('campaigns')
    .select(['group_read_at', 'enrolled_at'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return {
    groupReadAt: fromInstantOrNull(row?.group_read_at ?? null),
    enrolledAt: fromInstantOrNull(row?.enrolled_at ?? null),
  };
}

export async function saveUpkeep(
  trx: Trx,
  organizationId: OrganizationId,
  id: CampaignId,
  { groupReadAt, enrolledAt }: { groupReadAt?: Date; enrolledAt?: Date },
): Promise<void> {
  await updateOne(trx, organizationId, id)
    .set({
      ...(groupReadAt && { group_read_at: toInstant(groupReadAt) }),
      ...(enrolledAt && { enrolled_at: toInstant(enrolledAt) }),
    })
    .execute();
}
