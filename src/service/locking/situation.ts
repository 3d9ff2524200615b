/** The facts on which the rule of locking decides, as the database has them now. */
import type { Db } from '../../db/database.ts';
import { type LockableAccount, listEnrolledOwners } from '../../db/lock-candidate-repository.ts';
import { countLocks, countLocksSince, listFoundLocked } from '../../db/lock-repository.ts';
import { countMembers } from '../../db/member-list-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import {
  FOUND_LOCKED_MEMORY_MS,
  LOCK_WINDOW_MS,
  type LockBudget,
  type LockCandidate,
  type LockSituation,
} from '../../domain/locking.ts';
import { isOwner } from '../../domain/member.ts';
import { gracePeriodMs } from '../../domain/settings.ts';
import { graceEndsAt } from '../../domain/violation.ts';
import type { Directory } from '../../ports.ts';
import type { OwnAccounts } from './own-accounts.ts';

export interface Situation extends LockSituation {
  graceMs: number;
  /** Accounts that Muster found locked by somebody else a short while ago, as `directory id`. */
  foundLocked: ReadonlySet<string>;
}

export async function readSituation(
  db: Db,
  organizationId: OrganizationId,
  { enforced, now }: { enforced: boolean; now: Date },
): Promise<Situation> {
  const settings = await getSettings(db, organizationId);
  const { away } = await getOrganization(db, organizationId);
  return {
    now,
    enforced,
    optedIn: settings.locking,
    away: away !== null,
    enrolledOwners: await listEnrolledOwners(db, organizationId),
    graceMs: gracePeriodMs(settings),
    foundLocked: await listFoundLocked(db, organizationId, new Date(now.getTime() - FOUND_LOCKED_MEMORY_MS)),
  };
}

export async function readBudget(db: Db, organizationId: OrganizationId, now: Date): Promise<LockBudget> {
  return {
    members: await countMembers(db, organizationId, 'all', now),
    today: await countLocksSince(db, organizationId, new Date(now.getTime() - LOCK_WINDOW_MS)),
    waiting: (await countLocks(db, organizationId)).waiting,
  };
}

/** Nobody is locked before the time that they were told, even if the organization has shortened it since. */
function endOfGrace({ grace, promisedUntil }: LockableAccount, { graceMs, now }: Situation): Date | null {
  if (grace.runningSince === null) return null;
  const end = graceEndsAt(grace, now, graceMs);
  return promisedUntil !== null && promisedUntil > end ? promisedUntil : end;
}

export function toCandidate(
  account: LockableAccount,
  situation: Situation,
  { directories, ownAccounts }: { directories: readonly Directory[]; ownAccounts: OwnAccounts },
): LockCandidate {
  const { member, directory: name, externalId, status, isDirectoryOwner } = account;
  const own = ownAccounts.get(name);
  return {
    memberId: member.id,
    member,
    isOwner: isOwner(member.role) || isDirectoryOwner,
    isOwn: own === undefined ? null : own === externalId,
    canLock: directories.find((directory) => directory.name === name)?.locking != null,
    status,
    graceEndsAt: endOfGrace(account, situation),
    foundLocked: situation.foundLocked.has(`${name} ${externalId}`),
  };
}
