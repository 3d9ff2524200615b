import { sql } from 'kysely';
import type { MemberId, OrganizationId } from '../domain/ids.ts';
import type { Person } from '../domain/member.ts';
import type { Tally } from '../domain/readiness.ts';
import type { Db } from './database.ts';
import {
  type AsOf,
  exemptAt,
  isServiceAt,
  type Member,
  type MemberFilter,
  matchesFilter,
  mfaStatusAsOf,
  selectMembers,
  toMember,
} from './member-selection.ts';
import { toInstant, toSortKey } from './values.ts';

export type { AsOf, MemberFilter } from './member-selection.ts';

/** Owners, pending ones too, the primary owner first. */
export async function listOwners(db: Db, organizationId: OrganizationId, now: Date): Promise<Member[]> {
  const rows = await selectMembers(db, organizationId, now)
    .where('members.state', '<>', 'deactivated')
    .where('members.role', 'in', ['primary_owner', 'owner'])
    .orderBy(sql`case members.role when 'primary_owner' then 0 else 1 end`)
    .orderBy('members.sort_name')
    .orderBy('members.id')
    .execute();
  return rows.map(toMember);
}

export interface MemberPage {
  filter: MemberFilter;
  limit: number;
  /** The last member of the page before. */
  after?: { name: string; id: MemberId } | undefined;
}

/** One page, by name without regard to case. */
export async function listMembers(
  db: Db,
  organizationId: OrganizationId,
  page: MemberPage,
  now: Date,
): Promise<Member[]> {
  const { filter, limit, after } = page;
  const query = selectMembers(db, organizationId, now)
    .where(matchesFilter(filter, now))
    .orderBy('members.sort_name')
    .orderBy('members.id')
    .limit(limit);
  const rest = after
    ? query.where(sql<boolean>`(members.sort_name, members.id) > (${toSortKey(after.name)}, ${after.id})`)
    : query;
  return (await rest.execute()).map(toMember);
}

/** The same order, by number of page: for lists that people turn the pages of. Service accounts come after the people. */
export async function listMembersAt(
  db: Db,
  organizationId: OrganizationId,
  { filter, limit, offset }: { filter: MemberFilter; limit: number; offset: number },
  now: Date,
): Promise<Member[]> {
  const rows = await selectMembers(db, organizationId, now)
    .where(matchesFilter(filter, now))
    .$if(filter === 'exempt', (query) => query.orderBy(isServiceAt(now)))
    .orderBy('members.sort_name')
    .orderBy('members.id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toMember);
}

/** Who came, or came back, at or after `since`: by id, a page at a time. */
export async function listAppeared(
  db: Db,
  organizationId: OrganizationId,
  page: { since: Date; limit: number; after?: MemberId | undefined },
  now: Date,
): Promise<Member[]> {
  const query = selectMembers(db, organizationId, now)
    .where('members.state', '<>', 'deactivated')
    .where('members.appeared_at', '>=', toInstant(page.since))
    .orderBy('members.id')
    .limit(page.limit);
  const rows = await (page.after === undefined ? query : query.where('members.id', '>', page.after)).execute();
  return rows.map(toMember);
}

/** Counted members without MFA: by id, a page at a time. */
export async function listLacking(
  db: Db,
  organizationId: OrganizationId,
  page: { limit: number; after?: MemberId | undefined },
  now: Date,
): Promise<Member[]> {
  const query = selectMembers(db, organizationId, now)
    .where(matchesFilter('missing', now))
    .orderBy('members.id')
    .limit(page.limit);
  const rows = await (page.after === undefined ? query : query.where('members.id', '>', page.after)).execute();
  return rows.map(toMember);
}

/** Counted members without MFA who have no open violation: enforcement has just turned on, or an exemption has ended. */
export async function listUnnoticed(
  db: Db,
  organizationId: OrganizationId,
  { appearedBefore, limit }: { appearedBefore: Date; limit: number },
  now: Date,
): Promise<Member[]> {
  const rows = await selectMembers(db, organizationId, now)
    .where(matchesFilter('missing', now))
    .where('members.appeared_at', '<', toInstant(appearedBefore))
    .where(sql<boolean>`not exists (
      select 1 from violations where violations.member_id = members.id and violations.closed_at is null)`)
    .orderBy('members.id')
    .limit(limit)
    .execute();
  return rows.map(toMember);
}

export async function countMembers(db: Db, organizationId: OrganizationId, filter: MemberFilter, now: Date) {
  const { count } = await db
    .selectFrom('members')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('members.organization_id', '=', organizationId)
    .where(matchesFilter(filter, now))
    .executeTakeFirstOrThrow();
  return count;
}

/** The members who are there, each with what counting needs. */
function selectStandings(db: Db, organizationId: OrganizationId, now: Date, asOf: AsOf | undefined) {
  return db
    .selectFrom('members')
    .select([
      'members.id',
      'members.slack_user_id',
      'members.name',
      'members.sort_name',
      'members.role',
      'members.state',
      'members.mfa_method',
    ])
    .select([exemptAt(now).as('exempt'), mfaStatusAsOf(asOf).as('status')])
    .where('members.organization_id', '=', organizationId)
    .where('members.state', '<>', 'deactivated');
}

/** The numbers of the organization, with exemptions as of now. */
export async function tallyMembers(db: Db, organizationId: OrganizationId, now: Date, asOf?: AsOf): Promise<Tally> {
  const row = await db
    .selectFrom(selectStandings(db, organizationId, now, asOf).as('standing'))
    .select([
      sql<number>`count(*) filter (where state = 'active')`.as('active'),
      sql<number>`count(*) filter (where state = 'pending')`.as('pending'),
      sql<number>`count(*) filter (where state = 'active' and exempt = 1)`.as('exempt'),
      countStatus('enabled').as('enabled'),
      countStatus('disabled').as('disabled'),
      countStatus('unknown').as('unknown'),
      sql<number>`count(*) filter (where state = 'active' and exempt = 0 and status is null)`.as('outOfScope'),
      sql<number>`count(*) filter (where state = 'active' and exempt = 0 and status is not null and role = 'guest')`.as(
        'guestsCounted',
      ),
      sql<number>`count(*) filter (where state = 'active' and exempt = 0 and status = 'enabled' and role = 'guest')`.as(
        'guestsEnabled',
      ),
      countSms('enabled').as('smsEnabled'),
      countSms('disabled').as('smsDisabled'),
    ])
    .executeTakeFirstOrThrow();
  const { guestsCounted, guestsEnabled, smsEnabled, smsDisabled, ...numbers } = row;
  const counted = numbers.enabled + numbers.disabled + numbers.unknown;
  return {
    ...numbers,
    counted,
    guests: { counted: guestsCounted, enabled: guestsEnabled },
    sms: { enabled: smsEnabled, disabled: smsDisabled },
  };
}

function countStatus(status: 'enabled' | 'disabled' | 'unknown') {
  return sql<number>`count(*) filter (where state = 'active' and exempt = 0 and status = ${sql.lit(status)})`;
}

function countSms(status: 'enabled' | 'disabled') {
  return sql<number>`count(*) filter (
    where state = 'active' and exempt = 0 and mfa_method = 'sms' and status = ${sql.lit(status)}
  )`;
}

/** A counted member who is not `enabled`. */
export interface MissingPerson {
  person: Person;
  status: 'disabled' | 'unknown';
}

/** Who stands between the organization and enforcement: those without MFA first, then the unknown, by name. */
export async function listMissing(
  db: Db,
  organizationId: OrganizationId,
  now: Date,
  { limit, asOf }: { limit: number; asOf?: AsOf | undefined },
): Promise<MissingPerson[]> {
  const rows = await db
    .selectFrom(selectStandings(db, organizationId, now, asOf).as('standing'))
    .select(['id', 'slack_user_id', 'name'])
    .select(sql<MissingPerson['status']>`status`.as('status'))
    .where(sql<boolean>`state = 'active' and exempt = 0 and status in ('disabled', 'unknown')`)
    .orderBy(sql`case status when 'disabled' then 0 else 1 end`)
    .orderBy('sort_name')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, slack_user_id, name, status }) => ({
    person: { memberId: id, slackUserId: slack_user_id, name },
    status,
  }));
}
