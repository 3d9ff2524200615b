import type { MemberId } from './ids.ts';
import { isCounted, type MemberFacts } from './member.ts';
import type { MfaStatus } from './mfa.ts';

/** Locks within one day, counted backwards from now, that need nobody's consent. */
const MOST_LOCKS_A_DAY = 5;
/** The same as a share of the members: 5 %. */
const MEMBERS_PER_LOCK = 20;
export const LOCK_WINDOW_MS = 24 * 60 * 60_000;
/** Somebody whom Muster found locked already is looked at again after this time. */
export const FOUND_LOCKED_MEMORY_MS = 24 * 60 * 60_000;

export const LOCK_STATES = [
  /** Beyond the limit of the day: waits for somebody with `manage`. */
  'waiting',
  /** To be locked, once the directory was asked again. */
  'planned',
  /** The directory is being told; after a crash it may have heard it or not. */
  'locking',
  'locked',
  'unlocking',
  'unlocked',
  /** Not locked after all. */
  'dropped',
  /** Somebody else had locked it before: never unlocked by Muster. */
  'found_locked',
  /** Somebody unlocked it in the directory itself, or the account is gone. */
  'undone',
] as const;
export type LockState = (typeof LOCK_STATES)[number];

/** Those that are not over. An account has one at most. */
export const LIVE_LOCK_STATES = ['waiting', 'planned', 'locking', 'locked', 'unlocking'] as const satisfies LockState[];
/** Those in which the account may be locked by Muster. */
export const HOLDING_LOCK_STATES = ['locking', 'locked', 'unlocking'] as const satisfies LockState[];

/** An account of a member with an open violation. */
export interface LockCandidate {
  memberId: MemberId;
  member: MemberFacts;
  /** An owner or administrator in Slack's role or in the directory itself. */
  isOwner: boolean;
  /** What stands behind Muster's own credentials; `null` while the directory did not say. */
  isOwn: boolean | null;
  /** The directory can lock, and Muster may do it there. */
  canLock: boolean;
  /** Of this account. */
  status: MfaStatus;
  /** When the time that the person was given ends; `null` while its clock stands still. */
  graceEndsAt: Date | null;
  /** Muster found it locked by somebody else a short while ago. */
  foundLocked: boolean;
}

export type SpareReason =
  | 'not_enforced'
  | 'opted_out'
  | 'away'
  | 'not_counted'
  | 'last_enrolled_owner'
  | 'owner'
  | 'own_account'
  | 'own_account_unknown'
  | 'directory_cannot'
  | 'not_disabled'
  | 'grace_stopped'
  | 'grace_left'
  | 'found_locked';

export type LockVerdict = { type: 'lock' } | { type: 'wait' } | { type: 'spare'; reason: SpareReason };

export interface LockSituation {
  now: Date;
  /** Enforcement is on. */
  enforced: boolean;
  /** The organization chose to lock. */
  optedIn: boolean;
  /** Slack has turned Muster away: nothing is changed then. */
  away: boolean;
  /** Owners in Slack with MFA on one account at least. */
  enrolledOwners: ReadonlySet<MemberId>;
}

/** Why this account is not locked now; `null` when it may be. */
export function spareReason(candidate: LockCandidate, situation: LockSituation): SpareReason | null {
  if (!situation.enforced) return 'not_enforced';
  if (!situation.optedIn) return 'opted_out';
  if (situation.away) return 'away';
  return spareForGood(candidate, situation) ?? spareForNow(candidate, situation.now);
}

/** Whom a lock never meets, whatever the time. */
function spareForGood(candidate: LockCandidate, { enrolledOwners }: LockSituation): SpareReason | null {
  if (enrolledOwners.size === 1 && enrolledOwners.has(candidate.memberId)) return 'last_enrolled_owner';
  if (candidate.isOwner || enrolledOwners.has(candidate.memberId)) return 'owner';
  if (candidate.isOwn === true) return 'own_account';
  if (!candidate.canLock) return 'directory_cannot';
  return null;
}

function spareForNow(candidate: LockCandidate, now: Date): SpareReason | null {
  if (!isCounted(candidate.member)) return 'not_counted';
  if (candidate.status !== 'disabled') return 'not_disabled';
  if (candidate.graceEndsAt === null) return 'grace_stopped';
  if (candidate.graceEndsAt > now) return 'grace_left';
  if (candidate.foundLocked) return 'found_locked';
  return candidate.isOwn === null ? 'own_account_unknown' : null;
}

/** How many locks a day need nobody's consent: 5 or 5 % of the members, whichever is less, and one at least. */
export function locksPerDay(members: number): number {
  return Math.max(1, Math.min(MOST_LOCKS_A_DAY, Math.floor(members / MEMBERS_PER_LOCK)));
}

export interface LockBudget {
  /** Members who are there, guests and pending ones too. */
  members: number;
  /** Locks of the last 24 hours, those that are planned included. */
  today: number;
  /** Locks that wait for somebody with `manage`. */
  waiting: number;
}

/**
 * Who is locked now, in the order given. Beyond the limit of the day everybody waits for somebody with `manage`; and so
 * does whoever comes while others wait, for otherwise a mistake of the directory would go on by itself day after day.
 */
export function decideLocks(
  candidates: readonly LockCandidate[],
  situation: LockSituation,
  budget: LockBudget,
): LockVerdict[] {
  let left = budget.waiting > 0 ? 0 : Math.max(0, locksPerDay(budget.members) - budget.today);
  return candidates.map((candidate) => {
    const reason = spareReason(candidate, situation);
    if (reason !== null) return { type: 'spare', reason };
    left -= 1;
    return left < 0 ? { type: 'wait' } : { type: 'lock' };
  });
}

/** What a lock that is not over rests on. */
export interface LockGround {
  state: 'waiting' | 'planned' | 'locking' | 'locked';
  member: MemberFacts;
  violationOpen: boolean;
}

/**
 * Whether a lock goes on. It ends with its violation, with an exemption, with enforcement, and when the organization no
 * longer wants locks. Somebody who left stays out: giving a leaver their account back would help nobody.
 */
export function stepLock(
  { state, member, violationOpen }: LockGround,
  { enforced, optedIn, away }: Pick<LockSituation, 'enforced' | 'optedIn' | 'away'>,
): 'keep' | 'drop' | 'unlock' {
  if (away) return 'keep';
  const isMeant = enforced && optedIn && violationOpen && member.state !== 'deactivated' && !member.exempt;
  if (isMeant) return 'keep';
  if (state === 'waiting' || state === 'planned') return 'drop';
  return member.state === 'deactivated' ? 'keep' : 'unlock';
}

const MINUTE = 60_000;
const RETRY_DELAYS_MS = [MINUTE / 2, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE] as const;

/** When to try again after the nth failure (from 1), in milliseconds from now. It never ends: it is shown until done. */
export function lockRetryDelayMs(failures: number): number {
  return RETRY_DELAYS_MS[failures - 1] ?? 60 * MINUTE;
}
