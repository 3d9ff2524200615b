import { sql } from 'kysely';
import type { MemberId, OrganizationId, SlackUserId } from '../domain/ids.ts';
import type { MemberState, Role } from '../domain/member.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import { type Member, selectMembers, toMember } from './member-selection.ts';
import { assertFound } from './missing-row-error.ts';
import { normalizeEmail, toInstant, toInstantOrNull, toSortKey } from './values.ts';

export type { Member } from './member-selection.ts';

/** What the roster, or a directory, says of a person. */
export interface MemberProfile {
  slackUserId: SlackUserId | null;
  name: string;
  email: string | null;
  timeZone: string | null;
  role: Role;
  /** Until when their Slack status says that they are away. */
  awayUntil?: Date | null;
}
export type NewMember = MemberProfile & { state: MemberState };
export type MemberPatch = Partial<NewMember>;

export async function findMember(db: Db, organizationId: OrganizationId, id: MemberId, now: Date) {
  const row = await selectMembers(db, organizationId, now).where('members.id', '=', id).executeTakeFirst();
  return row ? toMember(row) : null;
}

export async function getMember(db: Db, organizationId: OrganizationId, id: MemberId, now: Date): Promise<Member> {
  return assertFound(await findMember(db, organizationId, id, now), 'member', id);
}

/** Waits until nobody else changes this member, and keeps others waiting until the end of the transaction. */
export async function lockMember(trx: Trx, organizationId: OrganizationId, id: MemberId, now: Date): Promise<Member> {
  await trx
    .updateTable('members')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
  return getMember(trx, organizationId, id, now);
}

export async function findMemberBySlackId(db: Db, organizationId: OrganizationId, slackUserId: SlackUserId, now: Date) {
  const [member] = await findMembersBySlackIds(db, organizationId, [slackUserId], now);
  return member ?? null;
}

/** The members among these people, in no particular order. */
export async function findMembersBySlackIds(
  db: Db,
  organizationId: OrganizationId,
  slackUserIds: readonly SlackUserId[],
  now: Date,
): Promise<Member[]> {
  const members: Member[] = [];
  await inBatches(slackUserIds, async (batch) => {
    const rows = await selectMembers(db, organizationId, now).where('members.slack_user_id', 'in', batch).execute();
    members.push(...rows.map(toMember));
  });
  return members;
}

export async function findMembers(db: Db, organizationId: OrganizationId, ids: readonly MemberId[], now: Date) {
  const members: Member[] = [];
  await inBatches(ids, async (batch) => {
    const rows = await selectMembers(db, organizationId, now).where('members.id', 'in', batch).execute();
    members.push(...rows.map(toMember));
  });
  return members;
}

/** Those who are there with one of these addresses; several may share one. */
export async function findMembersByEmails(
  db: Db,
  organizationId: OrganizationId,
  emails: readonly string[],
  now: Date,
): Promise<Member[]> {
  const members: Member[] = [];
  await inBatches([...new Set(emails.map(normalizeEmail))], async (batch) => {
    const rows = await selectMembers(db, organizationId, now)
      .where('members.email', 'in', batch)
      .where('members.state', '<>', 'deactivated')
      .execute();
    members.push(...rows.map(toMember));
  });
  return members;
}

/** Whose each of these accounts is, by its id in the directory. */
export async function findOwnersOfAccounts(
  db: Db,
  organizationId: OrganizationId,
  { directory, externalIds }: { directory: string; externalIds: readonly string[] },
  now: Date,
): Promise<Map<string, Member>> {
  const owners = new Map<string, Member>();
  await inBatches(externalIds, async (batch) => {
    const rows = await selectMembers(db, organizationId, now)
      .innerJoin('accounts', 'accounts.member_id', 'members.id')
      .select('accounts.external_id')
      // Said of the accounts too, or SQLite goes through all members to find these.
      .where('accounts.organization_id', '=', organizationId)
      .where('accounts.directory', '=', directory)
      .where('accounts.external_id', 'in', batch)
      .execute();
    for (const row of rows) owners.set(row.external_id, toMember(row));
  });
  return owners;
}

/** People in Slack come before accounts without one, and those who are there before those who left. */
export async function findMemberByEmail(db: Db, organizationId: OrganizationId, email: string, now: Date) {
  const row = await selectMembers(db, organizationId, now)
    .where('members.email', '=', normalizeEmail(email))
    .orderBy(sql`case when members.state = 'deactivated' then 1 else 0 end`)
    .orderBy(sql`case when members.slack_user_id is null then 1 else 0 end`)
    .orderBy('members.id')
    .executeTakeFirst();
  return row ? toMember(row) : null;
}

function toNewRow(organizationId: OrganizationId, member: NewMember, now: Date) {
  const at = toInstant(now);
  return {
    id: newId('member'),
    organization_id: organizationId,
    slack_user_id: member.slackUserId,
    name: member.name,
    sort_name: toSortKey(member.name),
    email: member.email === null ? null : normalizeEmail(member.email),
    time_zone: member.timeZone,
    role: member.role,
    away_until: toInstantOrNull(member.awayUntil ?? null),
    state: member.state,
    pending_since: member.state === 'pending' ? at : null,
    ...{ appeared_at: at, created_at: at, updated_at: at },
  };
}

export async function insertMember(db: Db, organizationId: OrganizationId, member: NewMember, now: Date) {
  const [id] = await insertMembers(db, organizationId, [member], now);
  return getMember(db, organizationId, assertFound(id, 'member', member.name), now);
}

/** Many at once; returns their ids in the same order. */
export async function insertMembers(
  db: Db,
  organizationId: OrganizationId,
  members: readonly NewMember[],
  now: Date,
): Promise<MemberId[]> {
  const rows = members.map((member) => toNewRow(organizationId, member, now));
  await inBatches(rows, (batch) => db.insertInto('members').values(batch).execute());
  return rows.map(({ id }) => id);
}

function toStateColumns(state: MemberState, now: Date) {
  const at = toInstant(now);
  const appeared =
    state === 'deactivated'
      ? sql<never>`appeared_at`
      : sql<never>`case state when 'deactivated' then ${at} else appeared_at end`;
  return {
    state,
    pending_since: state === 'pending' ? sql<never>`coalesce(pending_since, ${at})` : null,
    appeared_at: appeared,
    ...(state === 'deactivated' && { was_enabled: 0 as const }),
  };
}

function toPatchColumns(patch: MemberPatch, now: Date) {
  return {
    updated_at: toInstant(now),
    ...(patch.slackUserId !== undefined && { slack_user_id: patch.slackUserId }),
    ...(patch.name !== undefined && { name: patch.name, sort_name: toSortKey(patch.name) }),
    ...(patch.email !== undefined && { email: patch.email === null ? null : normalizeEmail(patch.email) }),
    ...(patch.timeZone !== undefined && { time_zone: patch.timeZone }),
    ...(patch.role !== undefined && { role: patch.role }),
    ...(patch.awayUntil !== undefined && { away_until: toInstantOrNull(patch.awayUntil) }),
    ...(patch.state !== undefined && toStateColumns(patch.state, now)),
  };
}

/** Changes what the patch names. A change of state keeps `pendingSince` and `appearedAt` right by itself. */
export async function updateMember(
  db: Db,
  organizationId: OrganizationId,
  id: MemberId,
  patch: MemberPatch,
  now: Date,
): Promise<void> {
  await db
    .updateTable('members')
    .set(toPatchColumns(patch, now))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export async function setDmChannel(
  db: Db,
  organizationId: OrganizationId,
  id: MemberId,
  channelId: string | null,
): Promise<void> {
  await db
    .updateTable('members')
    .set({ dm_channel_id: channelId })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
