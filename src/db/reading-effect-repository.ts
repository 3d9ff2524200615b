import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AccountId, MemberId } from '../domain/ids.ts';
import type { ReadingEffect } from '../domain/reading.ts';
import type { Db } from './database.ts';
import { type Member, selectMembers, toMember } from './member-selection.ts';
import type { Reading } from './reading-row.ts';
import { parseStagedAccount, parseStagedPerson, type StagedAccount, type StagedPerson } from './staging-repository.ts';
import { toInstant } from './values.ts';

type StagedReading = Pick<Reading, 'id' | 'organizationId' | 'directory'>;

/** Everyone in Slack whom the pass does not know at all. */
function notStaged(reading: StagedReading) {
  return sql<boolean>`members.slack_user_id is not null and not exists (
    select 1 from staged_people where staged_people.reading_id = ${reading.id}
    and staged_people.slack_user_id = members.slack_user_id)`;
}

/** What the staged pass would change, in numbers: what the rule for holding a reading asks. */
export async function measureReadingEffect(db: Db, reading: StagedReading): Promise<ReadingEffect> {
  const leaving = await countLeaving(db, reading);
  // Each takes 0.1 s for 100,000 members, during which SQLite holds up the process.
  await setImmediate();
  return { ...leaving, ...(await countStagedUnknownTurns(db, reading)) };
}

/** How many members the pass would deactivate: those it does not know, and those it knows as deactivated. */
async function countLeaving(db: Db, reading: StagedReading) {
  return db
    .selectFrom('members')
    .leftJoin('staged_people', (join) =>
      join
        .onRef('staged_people.slack_user_id', '=', 'members.slack_user_id')
        .on('staged_people.reading_id', '=', reading.id),
    )
    .select([
      sql<number>`count(*)`.as('members'),
      sql<number>`count(*) filter (where staged_people.deactivated is null or staged_people.deactivated = 1)`.as(
        'vanish',
      ),
    ])
    .where('members.organization_id', '=', reading.organizationId)
    .where('members.state', '<>', 'deactivated')
    .where('members.slack_user_id', 'is not', null)
    .executeTakeFirstOrThrow();
}

/**
 * How many statuses are `enabled` or `disabled` now, and how many of these the pass turns `unknown` because it says so
 * or lacks the account. People who leave with this pass are not in it: they leave, they do not turn unknown.
 */
async function countStagedUnknownTurns(db: Db, reading: StagedReading) {
  return db
    .selectFrom('accounts')
    .innerJoin('members', 'members.id', 'accounts.member_id')
    .leftJoin('staged_people', (join) =>
      join
        .onRef('staged_people.slack_user_id', '=', 'members.slack_user_id')
        .on('staged_people.reading_id', '=', reading.id),
    )
    .leftJoin('staged_accounts', (join) =>
      join
        .onRef('staged_accounts.external_id', '=', 'accounts.external_id')
        .on('staged_accounts.reading_id', '=', reading.id),
    )
    .select([
      sql<number>`count(*)`.as('known'),
      sql<number>`count(*) filter (where coalesce(staged_accounts.mfa_status, 'unknown') = 'unknown')`.as(
        'turnUnknown',
      ),
    ])
    .where('accounts.organization_id', '=', reading.organizationId)
    .where('accounts.directory', '=', reading.directory)
    .where('accounts.mfa_status', '<>', 'unknown')
    .where('members.state', '<>', 'deactivated')
    .where(sql<boolean>`(members.slack_user_id is null or staged_people.deactivated = 0)`)
    .where(notLockedByUs(reading))
    .executeTakeFirstOrThrow();
}

/**
 * Some directories list nobody who is locked. What Muster locked is not gone for that, and keeps the status for which it
 * was locked. The inner query does not depend on the row, so that it is answered once.
 */
function notLockedByUs({ organizationId, directory }: StagedReading) {
  return sql<boolean>`accounts.external_id not in (
    select locks.external_id from locks where locks.organization_id = ${organizationId}
    and locks.directory = ${directory} and locks.state in ('locking', 'locked', 'unlocking'))`;
}

export interface Page<Key> {
  limit: number;
  /** The last key of the page before. */
  after?: Key | undefined;
}

/** Members whom the pass does not know: they have left. By id, a page at a time. */
export async function listVanishedMembers(
  db: Db,
  reading: StagedReading,
  { limit, after, now }: Page<MemberId> & { now: Date },
): Promise<Member[]> {
  const query = selectMembers(db, reading.organizationId, now)
    .where('members.state', '<>', 'deactivated')
    .where(notStaged(reading))
    .orderBy('members.id')
    .limit(limit);
  const rows = await (after === undefined ? query : query.where('members.id', '>', after)).execute();
  return rows.map(toMember);
}

/** Who of these people has left since the pass started: it may have seen them before. */
export async function findLeftSince(
  db: Db,
  { organizationId, startedAt }: StagedReading & { startedAt: Date },
  slackUserIds: readonly string[],
): Promise<Set<string>> {
  if (slackUserIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('members')
    .select('slack_user_id')
    .where('organization_id', '=', organizationId)
    .where('slack_user_id', 'in', slackUserIds)
    .where('state', '=', 'deactivated')
    .where('updated_at', '>=', toInstant(startedAt))
    .execute();
  return new Set(rows.flatMap((row) => row.slack_user_id ?? []));
}

/** The people of the pass, by Slack id, a page at a time. */
export async function listStagedPeople(
  db: Db,
  reading: StagedReading,
  { limit, after }: Page<string>,
): Promise<StagedPerson[]> {
  const query = db
    .selectFrom('staged_people')
    .select('person')
    .where('organization_id', '=', reading.organizationId)
    .where('reading_id', '=', reading.id)
    .orderBy('slack_user_id')
    .limit(limit);
  const rows = await (after === undefined ? query : query.where('slack_user_id', '>', after)).execute();
  return rows.map(({ person }) => parseStagedPerson(person));
}

function selectStagedAccounts(db: Db, reading: StagedReading, { limit, after }: Page<string>) {
  const query = db
    .selectFrom('staged_accounts')
    .select('staged_accounts.account')
    .where('staged_accounts.organization_id', '=', reading.organizationId)
    .where('staged_accounts.reading_id', '=', reading.id)
    .orderBy('staged_accounts.external_id')
    .limit(limit);
  return after === undefined ? query : query.where('staged_accounts.external_id', '>', after);
}

/** The accounts of the pass, by their id in the directory, a page at a time. */
export async function listStagedAccounts(db: Db, reading: StagedReading, page: Page<string>): Promise<StagedAccount[]> {
  const rows = await selectStagedAccounts(db, reading, page).execute();
  return rows.map(({ account }) => parseStagedAccount(account));
}

/**
 * Of the accounts of the pass those that have to be written: new ones, those whose status, method, rights or name differ, and
 * those of people who appeared since the pass started, who count as `unknown` until this pass has written them, and
 * those that have matched nobody in Slack so far: somebody may have come since.
 * An account that was asked for alone since then is left as it is: that answer is the newer one.
 */
export async function listStagedAccountChanges(
  db: Db,
  reading: StagedReading & { startedAt: Date },
  page: Page<string>,
): Promise<StagedAccount[]> {
  const rows = await selectStagedAccounts(db, reading, page)
    .leftJoin('accounts', (join) =>
      join
        .onRef('accounts.organization_id', '=', 'staged_accounts.organization_id')
        .onRef('accounts.external_id', '=', 'staged_accounts.external_id')
        .on('accounts.directory', '=', reading.directory),
    )
    .leftJoin('members', 'members.id', 'accounts.member_id')
    .where(
      sql<boolean>`(accounts.id is null or accounts.mfa_status <> staged_accounts.mfa_status
      or coalesce(accounts.mfa_method, '') <> coalesce(staged_accounts.mfa_method, '')
      or accounts.is_owner <> staged_accounts.is_owner
      or coalesce(accounts.login, '') <> coalesce(staged_accounts.login, '')
      or coalesce(accounts.email, '') <> coalesce(staged_accounts.email, '')
      or coalesce(accounts.name, '') <> coalesce(staged_accounts.name, '')
      or members.appeared_at >= ${toInstant(reading.startedAt)} or members.slack_user_id is null)
      and (accounts.id is null or accounts.reading_id is not null
      or accounts.status_read_at <= ${toInstant(reading.startedAt)})`,
    )
    .execute();
  return rows.map(({ account }) => parseStagedAccount(account));
}

/**
 * Accounts of the directory that the pass lacks: their status is `unknown` from now on, unless Muster locked them. By
 * id, a page at a time.
 * One that was asked for alone since the pass started was there after it.
 */
export async function listVanishedAccounts(
  db: Db,
  reading: StagedReading & { startedAt: Date },
  { limit, after }: Page<AccountId>,
) {
  const query = db
    .selectFrom('accounts')
    .select(['id', 'member_id as memberId', 'external_id as externalId', 'mfa_status as status'])
    .select(['name', 'email', 'login'])
    .where('organization_id', '=', reading.organizationId)
    .where('directory', '=', reading.directory)
    .where(
      sql<boolean>`not exists (select 1 from staged_accounts where staged_accounts.reading_id = ${reading.id}
      and staged_accounts.external_id = accounts.external_id)
      and (reading_id is not null or status_read_at <= ${toInstant(reading.startedAt)})`,
    )
    .where(notLockedByUs(reading))
    .orderBy('id')
    .limit(limit);
  return (after === undefined ? query : query.where('id', '>', after)).execute();
}
