import { sql } from 'kysely';
import { STUCK_AFTER } from '../domain/campaign.ts';
import type { CampaignId, MemberId, OrganizationId } from '../domain/ids.ts';
import type { Db } from './database.ts';
import { exemptAt } from './member-selection.ts';
import { toInstant } from './values.ts';

/** How a campaign goes, in numbers of members. `lacking` are still to turn MFA on; the last three are among them. */
export interface CampaignProgress {
  enrolled: number;
  reminded: number;
  /** Of the reminded: who pressed a button or asked to be checked. */
  answered: number;
  /** Of the enrolled: who is there and has MFA on now. */
  enabled: number;
  lacking: number;
  snoozed: number;
  away: number;
  /** So many messages in a row without an answer. */
  stuck: number;
}

function standings(db: Db, organizationId: OrganizationId, id: CampaignId, now: Date) {
  const at = toInstant(now);
  return db
    .selectFrom('campaign_members as mine')
    .innerJoin('members', 'members.id', 'mine.member_id')
    .select([
      'mine.member_id',
      'mine.sent_count',
      'mine.answered_at',
      'mine.unanswered',
      'members.name',
      'members.sort_name',
    ])
    .select([
      sql<number>`case when members.state <> 'deactivated' and members.mfa_status = 'enabled' then 1 else 0 end`.as(
        'has',
      ),
      sql<number>`case when members.state = 'active' and members.mfa_status = 'disabled' and ${exemptAt(now)} = 0
        then 1 else 0 end`.as('lacks'),
      sql<number>`case when mine.snoozed_until > ${at} then 1 else 0 end`.as('snoozed'),
      sql<number>`case when mine.away_until > ${at} then 1 else 0 end`.as('away'),
    ])
    .where('mine.organization_id', '=', organizationId)
    .where('mine.campaign_id', '=', id);
}

export async function readProgress(
  db: Db,
  organizationId: OrganizationId,
  id: CampaignId,
  now: Date,
): Promise<CampaignProgress> {
  const count = (condition: string) => sql<number>`count(*) filter (where ${sql.raw(condition)})`;
  return db
    .selectFrom(standings(db, organizationId, id, now).as('standing'))
    .select([
      sql<number>`count(*)`.as('enrolled'),
      count('sent_count > 0').as('reminded'),
      count('sent_count > 0 and answered_at is not null').as('answered'),
      count('has = 1').as('enabled'),
      count('lacks = 1').as('lacking'),
      count('lacks = 1 and snoozed = 1').as('snoozed'),
      count('lacks = 1 and away = 1').as('away'),
      count(`lacks = 1 and unanswered >= ${STUCK_AFTER}`).as('stuck'),
    ])
    .executeTakeFirstOrThrow();
}

/** Who got so many messages without an answer, by name. */
export async function listStuck(
  db: Db,
  organizationId: OrganizationId,
  id: CampaignId,
  { now, limit }: { now: Date; limit: number },
): Promise<MemberId[]> {
  const rows = await db
    .selectFrom(standings(db, organizationId, id, now).as('standing'))
    .select('member_id')
    .where(sql<boolean>`lacks = 1 and unanswered >= ${sql.lit(STUCK_AFTER)}`)
    .orderBy('sort_name')
    .orderBy('member_id')
    .limit(limit)
    .execute();
  return rows.map(({ member_id }) => member_id);
}
