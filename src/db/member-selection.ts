import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { OrganizationId, ReadingId, SlackUserId } from '../domain/ids.ts';
import type { MemberFacts, Person } from '../domain/member.ts';
import type { MfaMethod } from '../domain/mfa.ts';
import type { Db } from './database.ts';
import type { Database, MemberTable } from './schema.ts';
import { type Flag, fromInstant, fromInstantOrNull, toInstant } from './values.ts';

export interface Member extends MemberFacts, Person {
  /** The same as `memberId`. */
  id: Person['memberId'];
  slackUserId: SlackUserId | null;
  email: string | null;
  timeZone: string | null;
  pendingSince: Date | null;
  mfaMethod: MfaMethod | null;
  dmChannelId: string | null;
  /** Until when their Slack status says that they are away; `null` when it does not. */
  awayUntil: Date | null;
  /** When they came, or came back after a deactivation. */
  appearedAt: Date;
  createdAt: Date;
  /** They were `enabled` at some time since they came: no newcomer any more. */
  wasEnabled: boolean;
}

type MemberRow = Selectable<MemberTable> & { exempt: Flag };

export function toMember(row: MemberRow): Member {
  return {
    id: row.id,
    memberId: row.id,
    slackUserId: row.slack_user_id,
    name: row.name,
    email: row.email,
    timeZone: row.time_zone,
    role: row.role,
    state: row.state,
    pendingSince: fromInstantOrNull(row.pending_since),
    mfaStatus: row.mfa_status,
    mfaMethod: row.mfa_method,
    exempt: row.exempt === 1,
    dmChannelId: row.dm_channel_id,
    awayUntil: fromInstantOrNull(row.away_until),
    appearedAt: fromInstant(row.appeared_at),
    createdAt: fromInstant(row.created_at),
    wasEnabled: row.was_enabled === 1,
  };
}

/**
 * Whether the row of `members` at hand has an exemption at that moment: 1 or 0. The inner query does not depend on the
 * row, so that it is answered once and not for each of 100,000 members.
 */
export function exemptAt(now: Date) {
  const at = toInstant(now);
  return sql<Flag>`case when members.id in (
    select exemptions.member_id from exemptions
    where exemptions.starts_at <= ${at} and exemptions.ends_at > ${at}
    and (exemptions.ended_at is null or exemptions.ended_at > ${at})
  ) then 1 else 0 end`;
}

/** Whether that exemption is one of a service account: 1 or 0. */
export function isServiceAt(now: Date) {
  const at = toInstant(now);
  return sql<Flag>`case when members.id in (
    select exemptions.member_id from exemptions
    where exemptions.kind = 'service' and exemptions.starts_at <= ${at} and exemptions.ends_at > ${at}
    and (exemptions.ended_at is null or exemptions.ended_at > ${at})
  ) then 1 else 0 end`;
}

/** A reading that is about to decide: who appeared after its start and is not in it counts as `unknown`. */
export interface AsOf {
  readingId: ReadingId;
  startedAt: Date;
}

export function mfaStatusAsOf(asOf: AsOf | undefined) {
  if (asOf === undefined) return sql<MemberFacts['mfaStatus']>`members.mfa_status`;
  return sql<MemberFacts['mfaStatus']>`case when members.appeared_at >= ${toInstant(asOf.startedAt)} and not exists (
    select 1 from accounts where accounts.member_id = members.id and accounts.reading_id = ${asOf.readingId}
  ) then 'unknown' else members.mfa_status end`;
}

/** Members of the organization with all that `toMember` needs. */
export function selectMembers(db: Db, organizationId: OrganizationId, now: Date) {
  return db
    .selectFrom('members')
    .selectAll('members')
    .select(exemptAt(now).as('exempt'))
    .where('members.organization_id', '=', organizationId);
}

export const MEMBER_FILTERS = [
  'missing',
  'unknown',
  'exempt',
  'pending',
  'enabled',
  'out_of_scope',
  'unmatched',
  'ambiguous',
  'linked',
  'all',
] as const;
export type MemberFilter = (typeof MEMBER_FILTERS)[number];

/** Several people in Slack have the address of this member, who is only an account. */
const IS_AMBIGUOUS = sql<boolean>`(select count(*) from members as people
  where people.organization_id = members.organization_id and people.email = members.email
  and people.slack_user_id is not null and people.state <> 'deactivated') > 1`;

const IS_LINKED = sql<boolean>`exists (select 1 from account_links where account_links.member_id = members.id)`;

/**
 * The condition of a filter. Those about MFA are about active members, as the tally counts them; the rest are about
 * everybody who is there.
 */
export function matchesFilter(filter: MemberFilter, now: Date) {
  return (eb: ExpressionBuilder<Database, 'members'>) => {
    const present = eb('members.state', '<>', 'deactivated');
    const active = eb('members.state', '=', 'active');
    const exempt = eb(exemptAt(now), '=', 1);
    const counted = eb.and([active, eb.not(exempt)]);
    switch (filter) {
      case 'missing':
        return counted.and('members.mfa_status', '=', 'disabled');
      case 'unknown':
      case 'enabled':
        return counted.and('members.mfa_status', '=', filter);
      case 'out_of_scope':
        return counted.and('members.mfa_status', 'is', null);
      case 'exempt':
        return eb.and([active, exempt]);
      case 'pending':
        return eb('members.state', '=', 'pending');
      case 'unmatched':
        return eb.and([present, eb('members.slack_user_id', 'is', null), eb.not(IS_AMBIGUOUS)]);
      case 'ambiguous':
        return eb.and([present, eb('members.slack_user_id', 'is', null), IS_AMBIGUOUS]);
      case 'linked':
        return eb.and([present, IS_LINKED]);
      case 'all':
        return present;
    }
  };
}
