import { isCounted, type MemberFacts } from './member.ts';

/** Owners hear of overdue violations once a day. */
export const OVERDUE_NOTICE_INTERVAL_MS = 24 * 60 * 60_000;

/** The grace clock stands still while the status is `unknown`: nobody is hurried for what the directory hides. */
export interface GraceClock {
  usedMs: number;
  runningSince: Date | null;
}

export type ViolationStep = 'open' | 'close' | 'stop_grace' | 'start_grace' | 'none';

/**
 * What a reading does to a member's violation while enforcement is on. Opens only on `disabled`, closes only on
 * `enabled`. Of somebody exempt it stays open with the grace clock standing still: they have not turned MFA on.
 */
export function stepViolation(member: MemberFacts, open: { grace: GraceClock } | null): ViolationStep {
  if (open === null) return isCounted(member) && member.mfaStatus === 'disabled' ? 'open' : 'none';
  switch (member.mfaStatus) {
    case 'enabled':
      return 'close';
    case 'disabled':
      if (member.exempt) return open.grace.runningSince === null ? 'none' : 'stop_grace';
      return open.grace.runningSince === null ? 'start_grace' : 'none';
    case 'unknown':
    case null:
      return open.grace.runningSince === null ? 'none' : 'stop_grace';
  }
}

export function graceUsedMs(grace: GraceClock, now: Date): number {
  return grace.usedMs + (grace.runningSince === null ? 0 : Math.max(0, now.getTime() - grace.runningSince.getTime()));
}

/** When a grace period of that length ends if the clock runs on from now. */
export function graceEndsAt(grace: GraceClock, now: Date, graceMs: number): Date {
  return new Date(now.getTime() + graceMs - graceUsedMs(grace, now));
}
