import { sql } from 'kysely';
import type { Campaign } from '../domain/campaign.ts';
import type { CampaignId, MemberId, OrganizationId, ReminderId } from '../domain/ids.ts';
import { inBatches } from './batches.ts';
import { type CampaignMember, toCampaignMember, toColumns } from './campaign-member-row.ts';
import { inAudience } from './campaign-people-repository.ts';
import type { Db, Trx } from './database.ts';
import { type Member, matchesFilter, selectMembers, toMember } from './member-selection.ts';
import { toInstant, toInstantOrNull } from './values.ts';

export type { CampaignMember } from './campaign-member-row.ts';

/**
 * Members of the audience who lack MFA and for whom nothing is planned as things stand: not seen before, planned for an
 * earlier revision, in need again, or away by another date. Nobody who is in another open campaign. By id, a page at a time.
 */
export async function listToPlan(
  trx: Trx,
  organizationId: OrganizationId,
  campaign: Pick<Campaign, 'id' | 'audience' | 'revision'>,
  { now, limit }: { now: Date; limit: number },
): Promise<Member[]> {
  const rows = await selectMembers(trx, organizationId, now)
    .leftJoin('campaign_members as mine', (join) =>
      join.onRef('mine.member_id', '=', 'members.id').on('mine.campaign_id', '=', campaign.id),
    )
    .where(matchesFilter('missing', now))
    .where(inAudience(campaign))
    .where(sql<boolean>`(
      mine.member_id is null or mine.revision < ${campaign.revision} or mine.dormant = 1
      or coalesce(mine.away_seen, '') <> coalesce(members.away_until, '')
    )`)
    .where(sql<boolean>`(mine.member_id is not null or not exists (
      select 1 from campaign_members as other inner join campaigns on campaigns.id = other.campaign_id
      where other.member_id = members.id and other.campaign_id <> ${campaign.id} and campaigns.state <> 'ended'
    ))`)
    .orderBy('members.id')
    .limit(limit)
    .execute();
  return rows.map(toMember);
}

/** Who is due, those who waited longest first. */
export async function listDueMembers(
  db: Db,
  organizationId: OrganizationId,
  id: CampaignId,
  { now, limit }: { now: Date; limit: number },
): Promise<CampaignMember[]> {
  const rows = await selectCampaignMembers(db, organizationId)
    .where('campaign_id', '=', id)
    .where('next_due_at', 'is not', null)
    .where('next_due_at', '<=', toInstant(now))
    .orderBy('next_due_at')
    .orderBy('member_id')
    .limit(limit)
    .execute();
  return rows.map(toCampaignMember);
}

function selectCampaignMembers(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('campaign_members').selectAll().where('organization_id', '=', organizationId);
}

export async function findCampaignMembers(
  db: Db,
  organizationId: OrganizationId,
  id: CampaignId,
  memberIds: readonly MemberId[],
): Promise<Map<MemberId, CampaignMember>> {
  const found = new Map<MemberId, CampaignMember>();
  await inBatches(memberIds, async (batch) => {
    const query = selectCampaignMembers(db, organizationId).where('campaign_id', '=', id);
    for (const row of await query.where('member_id', 'in', batch).execute())
      found.set(row.member_id, toCampaignMember(row));
  });
  return found;
}

/** The open campaign that a member is in; there is one at most. */
export async function findOpenMembership(
  db: Db,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<CampaignMember | null> {
  const row = await db
    .selectFrom('campaign_members')
    .innerJoin('campaigns', 'campaigns.id', 'campaign_members.campaign_id')
    .selectAll('campaign_members')
    .where('campaign_members.organization_id', '=', organizationId)
    .where('campaign_members.member_id', '=', memberId)
    .where('campaigns.state', '<>', 'ended')
    .orderBy('campaign_members.enrolled_at', 'desc')
    .executeTakeFirst();
  return row ? toCampaignMember(row) : null;
}

/**
 * Enrols, or writes what was planned anew. What others count meanwhile (messages that arrived, answers, snoozes) is left
 * as it is in a row that is there.
 */
export async function savePlans(
  trx: Trx,
  organizationId: OrganizationId,
  members: readonly CampaignMember[],
): Promise<void> {
  const rows = members.map(({ campaignId, memberId, ...rest }) => ({
    campaign_id: campaignId,
    member_id: memberId,
    organization_id: organizationId,
    ...toColumns(rest),
  }));
  await inBatches(rows, (batch) =>
    trx
      .insertInto('campaign_members')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['campaign_id', 'member_id']).doUpdateSet((eb) => ({
          revision: eb.ref('excluded.revision'),
          next_due_at: eb.ref('excluded.next_due_at'),
          dormant: eb.ref('excluded.dormant'),
          away_until: eb.ref('excluded.away_until'),
          away_seen: eb.ref('excluded.away_seen'),
          moved_ms: eb.ref('excluded.moved_ms'),
        })),
      )
      .execute(),
  );
}

/** Put off: counted, and due when it was promised. */
export async function saveSnooze(
  trx: Trx,
  organizationId: OrganizationId,
  { campaignId, memberId, snoozesUsed, snoozedUntil, nextDueAt }: CampaignMember,
): Promise<void> {
  await trx
    .updateTable('campaign_members')
    .set({
      snoozes_used: snoozesUsed,
      snoozed_until: toInstantOrNull(snoozedUntil),
      next_due_at: toInstantOrNull(nextDueAt),
    })
    .where('organization_id', '=', organizationId)
    .where('campaign_id', '=', campaignId)
    .where('member_id', '=', memberId)
    .execute();
}

/** Who of these is in the audience as it is now. */
export async function listInAudience(
  trx: Trx,
  organizationId: OrganizationId,
  campaign: Pick<Campaign, 'id' | 'audience'>,
  memberIds: readonly MemberId[],
): Promise<Set<MemberId>> {
  const found = new Set<MemberId>();
  await inBatches(memberIds, async (batch) => {
    const rows = await trx
      .selectFrom('members')
      .select('members.id')
      .where('members.organization_id', '=', organizationId)
      .where('members.id', 'in', batch)
      .where(inAudience(campaign))
      .execute();
    for (const { id } of rows) found.add(id);
  });
  return found;
}

/** Whether somebody still has a reminder to come. */
export async function hasPlans(db: Db, organizationId: OrganizationId, id: CampaignId): Promise<boolean> {
  const row = await db
    .selectFrom('campaign_members')
    .select('member_id')
    .where('organization_id', '=', organizationId)
    .where('campaign_id', '=', id)
    .where('next_due_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A message of this reminder arrived. The second message of the same one counts no more. */
export async function countSent(
  trx: Trx,
  organizationId: OrganizationId,
  {
    campaignId,
    memberId,
    reminderId,
    at,
  }: {
    campaignId: CampaignId;
    memberId: MemberId;
    reminderId: ReminderId;
    at: Date;
  },
): Promise<void> {
  await trx
    .updateTable('campaign_members')
    .set((eb) => ({
      sent_count: eb('sent_count', '+', 1),
      unanswered: eb('unanswered', '+', 1),
      previous_sent_at: eb.ref('last_sent_at'),
      last_sent_at: toInstant(at),
      last_reminder_id: reminderId,
    }))
    .where('organization_id', '=', organizationId)
    .where('campaign_id', '=', campaignId)
    .where('member_id', '=', memberId)
    .where((eb) => eb.or([eb('last_reminder_id', 'is', null), eb('last_reminder_id', '<>', reminderId)]))
    .execute();
}

/** They pressed a button, or asked to be checked. */
export async function countAnswer(trx: Trx, organizationId: OrganizationId, memberId: MemberId, at: Date) {
  await trx
    .updateTable('campaign_members')
    .set({ unanswered: 0, answered_at: toInstant(at) })
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', memberId)
    .where('campaign_id', 'in', (eb) =>
      eb
        .selectFrom('campaigns')
        .select('campaigns.id')
        .where('campaigns.organization_id', '=', organizationId)
        .where('campaigns.state', '<>', 'ended'),
    )
    .execute();
}

/** Nothing is planned for these members any more, until they need it again. */
export async function restMembers(
  trx: Trx,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
): Promise<void> {
  await inBatches(memberIds, (batch) =>
    trx
      .updateTable('campaign_members')
      .set({ next_due_at: null, dormant: 1 })
      .where('organization_id', '=', organizationId)
      .where('member_id', 'in', batch)
      .where('dormant', '=', 0)
      .execute(),
  );
}
