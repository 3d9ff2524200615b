import { sql } from 'kysely';
import type { MemberId, OrganizationId, ViolationId } from '../domain/ids.ts';
import { LIVE_LOCK_STATES } from '../domain/locking.ts';
import type { MfaStatus } from '../domain/mfa.ts';
import type { GraceClock } from '../domain/violation.ts';
import type { Db } from './database.ts';
import { exemptAt, type Member, toMember } from './member-selection.ts';
import { fromInstant, fromInstantOrNull, type Instant, toInstant } from './values.ts';

/** An account without MFA of somebody with an open violation, and without a lock. */
export interface LockableAccount {
  member: Member;
  violationId: ViolationId;
  openedAt: Date;
  grace: GraceClock;
  /** Until when the reminder of this violation gave them time; `null` without one. */
  promisedUntil: Date | null;
  directory: string;
  externalId: string;
  status: MfaStatus;
  isDirectoryOwner: boolean;
}

type Cursor = Pick<LockableAccount, 'openedAt' | 'externalId' | 'directory'>;

export interface LockableSelection {
  now: Date;
  limit: number;
  /** Only those whose grace clock has run for so long. */
  graceUsedMs?: number;
  /** Only those of these members. */
  memberId?: MemberId;
  /** The last of the page before. */
  after?: Cursor | undefined;
}

/** The longest open first. */
export async function listLockableAccounts(
  db: Db,
  organizationId: OrganizationId,
  { now, limit, graceUsedMs, memberId, after }: LockableSelection,
): Promise<LockableAccount[]> {
  let query = selectOpenAccounts(db, organizationId, now)
    .where('accounts.mfa_status', '<>', 'enabled')
    .where(
      sql<boolean>`not exists (select 1 from locks where locks.organization_id = accounts.organization_id
      and locks.directory = accounts.directory and locks.external_id = accounts.external_id
      and locks.state in (${sql.join(LIVE_LOCK_STATES)}))`,
    );
  if (graceUsedMs !== undefined) {
    query = query.where('violations.grace_running_since', '<=', toInstant(new Date(now.getTime() - graceUsedMs)));
  }
  if (memberId !== undefined) query = query.where('members.id', '=', memberId);
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(violations.opened_at, accounts.external_id, accounts.directory)
        > (${toInstant(after.openedAt)}, ${after.externalId}, ${after.directory})`,
    );
  }
  const rows = await query
    .orderBy('violations.opened_at')
    .orderBy('accounts.external_id')
    .orderBy('accounts.directory')
    .limit(limit)
    .execute();
  return rows.map(toLockable);
}

/** The account of a lock, as it stands now; `null` when the violation is closed or the account is gone. */
export async function findLockedAccount(
  db: Db,
  organizationId: OrganizationId,
  lock: { violationId: ViolationId; directory: string; externalId: string },
  now: Date,
): Promise<LockableAccount | null> {
  const row = await selectOpenAccounts(db, organizationId, now)
    .where('violations.id', '=', lock.violationId)
    .where('accounts.directory', '=', lock.directory)
    .where('accounts.external_id', '=', lock.externalId)
    .executeTakeFirst();
  return row ? toLockable(row) : null;
}

function selectOpenAccounts(db: Db, organizationId: OrganizationId, now: Date) {
  return db
    .selectFrom('violations')
    .innerJoin('members', 'members.id', 'violations.member_id')
    .innerJoin('accounts', 'accounts.member_id', 'violations.member_id')
    .selectAll('members')
    .select(exemptAt(now).as('exempt'))
    .select([
      'violations.id as violation_id',
      'violations.opened_at',
      'violations.grace_used_ms',
      'violations.grace_running_since',
      'accounts.directory',
      'accounts.external_id',
      'accounts.mfa_status as account_status',
      'accounts.is_owner',
    ])
    .select(
      sql<Instant | null>`(select max(reminders.deadline) from reminders where reminders.member_id = violations.member_id
        and reminders.reason = 'violation' and reminders.created_at >= violations.opened_at)`.as('promised_until'),
    )
    .where('violations.organization_id', '=', organizationId)
    .where('violations.closed_at', 'is', null);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectOpenAccounts>['execute']>>[number];

function toLockable(row: Row): LockableAccount {
  return {
    member: toMember(row),
    violationId: row.violation_id,
    openedAt: fromInstant(row.opened_at),
    grace: { usedMs: row.grace_used_ms, runningSince: fromInstantOrNull(row.grace_running_since) },
    promisedUntil: fromInstantOrNull(row.promised_until),
    directory: row.directory,
    externalId: row.external_id,
    status: row.account_status,
    isDirectoryOwner: row.is_owner === 1,
  };
}

/** Owners in Slack with MFA on one account at least. */
export async function listEnrolledOwners(db: Db, organizationId: OrganizationId): Promise<Set<MemberId>> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.member_id', 'members.id')
    .select('members.id')
    .distinct()
    .where('members.organization_id', '=', organizationId)
    .where('members.state', '<>', 'deactivated')
    .where('members.role', 'in', ['primary_owner', 'owner'])
    .where('accounts.mfa_status', '=', 'enabled')
    .execute();
  return new Set(rows.map(({ id }) => id));
}
