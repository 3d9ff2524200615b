/** Who is locked, and the dry run: who would be now and next, and why others would not. */
import { getEnforcement } from '../../db/enforcement-repository.ts';
import { listLockableAccounts } from '../../db/lock-candidate-repository.ts';
import { type Lock, listLocks } from '../../db/lock-repository.ts';
import { findMembers } from '../../db/member-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { decideLocks, type LockState, locksPerDay, type SpareReason } from '../../domain/locking.ts';
import type { Person } from '../../domain/member.ts';
import { includes } from '../../domain/permission.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import { readOwnAccounts } from './own-accounts.ts';
import { readBudget, readSituation, toCandidate } from './situation.ts';

/** A window shows the first of each list; the numbers are of all that were looked at. */
const LOOKED_AT = 500;
/** A trigger lives for three seconds. */
const OWN_ACCOUNT_PATIENCE_MS = 1_200;

export interface AccountLine {
  person: Person;
  directoryLabel: string;
}

export interface LockLine extends AccountLine {
  state: LockState;
  since: Date;
  /** Failures in a row; then `failure` says what went wrong. */
  failures: number;
  failure: string | null;
}

export interface LocksScreen {
  asOf: Date;
  enforced: boolean;
  optedIn: boolean;
  mayManage: boolean;
  graceMs: number;
  /** What the directories can, by their labels. */
  lockable: readonly string[];
  notLockable: readonly string[];
  perDay: number;
  today: number;
  /** What Muster has locked, locks or unlocks at the moment. */
  held: readonly LockLine[];
  waiting: readonly LockLine[];
  /** The dry run: as if the organization had opted in. */
  now: readonly AccountLine[];
  beyondLimit: readonly AccountLine[];
  next: readonly (AccountLine & { at: Date })[];
  spared: readonly (AccountLine & { reason: SpareReason })[];
  /** There are more than were looked at. */
  hasMore: boolean;
}

type ScreenDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'roster' | 'log'>;

export async function openLocks(deps: ScreenDeps, caller: Caller): Promise<Outcome<LocksScreen>> {
  const { permission } = await findActor(deps, caller);
  if (!includes(permission, 'view')) return refused({ code: 'not_permitted', needed: 'view' });
  return done(await readLocks(deps, caller.organizationId, includes(permission, 'manage')));
}

async function readLocks(deps: ScreenDeps, organizationId: OrganizationId, mayManage: boolean): Promise<LocksScreen> {
  const { db } = deps.database;
  const now = deps.clock.now();
  const enforced = (await getEnforcement(db, organizationId)).state === 'on';
  const situation = await readSituation(db, organizationId, { enforced, now });
  const budget = await readBudget(db, organizationId, now);
  const locks = await listLocks(db, organizationId, {
    states: ['planned', 'locking', 'locked', 'unlocking', 'waiting'],
    limit: LOOKED_AT,
  });
  const lines = await nameLocks(deps, organizationId, locks);
  const dryRun = await rehearse(deps, organizationId, { ...situation, optedIn: true }, budget);
  const label = ({ label: text }: { label: string }) => text;
  return {
    asOf: now,
    enforced,
    optedIn: situation.optedIn,
    mayManage,
    graceMs: situation.graceMs,
    lockable: deps.directories.filter(({ locking }) => locking != null).map(label),
    notLockable: deps.directories.filter(({ locking }) => locking == null).map(label),
    perDay: locksPerDay(budget.members),
    today: budget.today,
    held: lines.filter(({ state }) => state !== 'waiting'),
    waiting: lines.filter(({ state }) => state === 'waiting'),
    ...dryRun,
  };
}

async function rehearse(
  deps: ScreenDeps,
  organizationId: OrganizationId,
  situation: Awaited<ReturnType<typeof readSituation>>,
  budget: Awaited<ReturnType<typeof readBudget>>,
): Promise<Pick<LocksScreen, 'now' | 'beyondLimit' | 'next' | 'spared' | 'hasMore'>> {
  const window = { now: situation.now, limit: LOOKED_AT };
  const accounts = await listLockableAccounts(deps.database.db, organizationId, window);
  const ownAccounts = accounts.length === 0 ? new Map() : await readOwnAccounts(deps, OWN_ACCOUNT_PATIENCE_MS);
  const candidates = accounts.map((account) =>
    toCandidate(account, situation, { directories: deps.directories, ownAccounts }),
  );
  const verdicts = decideLocks(candidates, situation, budget);
  const rows = accounts.flatMap(({ member: { memberId, slackUserId, name }, directory }, index) => {
    const verdict = verdicts[index];
    const line = { person: { memberId, slackUserId, name }, directoryLabel: labelOf(deps, directory) };
    return verdict === undefined ? [] : [{ line, verdict, at: candidates[index]?.graceEndsAt ?? null }];
  });
  return {
    now: rows.flatMap(({ line, verdict }) => (verdict.type === 'lock' ? [line] : [])),
    beyondLimit: rows.flatMap(({ line, verdict }) => (verdict.type === 'wait' ? [line] : [])),
    next: rows
      .flatMap(({ line, verdict, at }) =>
        verdict.type === 'spare' && verdict.reason === 'grace_left' && at !== null ? [{ ...line, at }] : [],
      )
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
    spared: rows.flatMap(({ line, verdict }) =>
      verdict.type === 'spare' && verdict.reason !== 'grace_left' ? [{ ...line, reason: verdict.reason }] : [],
    ),
    hasMore: accounts.length === LOOKED_AT,
  };
}

function labelOf({ directories }: Pick<ServiceDeps, 'directories'>, name: string): string {
  return directories.find((directory) => directory.name === name)?.label ?? name;
}

async function nameLocks(
  deps: ScreenDeps,
  organizationId: OrganizationId,
  locks: readonly Lock[],
): Promise<LockLine[]> {
  const ids = [...new Set(locks.map(({ memberId }) => memberId))];
  const members = await findMembers(deps.database.db, organizationId, ids, deps.clock.now());
  const byId = new Map(members.map((member) => [member.id, member]));
  return locks.map(({ memberId, directory, state, lockedAt, createdAt, failures, failure }) => {
    const { slackUserId = null, name = 'Somebody who was erased' } = byId.get(memberId) ?? {};
    return {
      person: { memberId, slackUserId, name },
      directoryLabel: labelOf(deps, directory),
      ...{ state, since: lockedAt ?? createdAt, failures, failure },
    };
  });
}
