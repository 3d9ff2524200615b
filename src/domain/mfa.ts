export const MFA_STATUSES = ['enabled', 'disabled', 'unknown'] as const;
export type MfaStatus = (typeof MFA_STATUSES)[number];

export const MFA_METHODS = ['app', 'sms', 'key', 'other'] as const;
export type MfaMethod = (typeof MFA_METHODS)[number];

/** What a directory says of one account. `method` only where it is known. */
export interface MfaReading {
  status: MfaStatus;
  method: MfaMethod | null;
}

/**
 * The status of a person with several accounts: any `disabled` wins, then any `unknown`, else `enabled`.
 * `null` for a person without an account in any directory: out of scope.
 */
export function combineStatuses(statuses: readonly MfaStatus[]): MfaStatus | null {
  if (statuses.length === 0) return null;
  if (statuses.includes('disabled')) return 'disabled';
  if (statuses.includes('unknown')) return 'unknown';
  return 'enabled';
}

/** What the organization takes for MFA. */
export interface MfaPolicy {
  /** Whether text messages alone count. */
  smsCounts: boolean;
}

/** The status by which an account is judged: text messages alone are no MFA where they do not count. */
export function judgeReading({ status, method }: MfaReading, { smsCounts }: MfaPolicy): MfaStatus {
  return status === 'enabled' && method === 'sms' && !smsCounts ? 'disabled' : status;
}

/** Text messages alone are all that stands between this person and `enabled`. */
export function hasOnlySms({ mfaStatus, mfaMethod }: { mfaStatus: MfaStatus | null; mfaMethod: MfaMethod | null }) {
  return mfaStatus === 'disabled' && mfaMethod === 'sms';
}

/** From the weakest: of several accounts the one easiest to break counts. */
const WEAKEST_FIRST: readonly MfaMethod[] = ['sms', 'other', 'app', 'key'];

/**
 * All accounts of a member together. The method is the weakest of them; with `disabled` it is `sms` where text messages
 * alone are the only reason for it, and else `null`.
 */
export function combineReadings(
  readings: readonly MfaReading[],
  policy: MfaPolicy,
): { status: MfaStatus | null; method: MfaMethod | null } {
  const status = combineStatuses(readings.map((reading) => judgeReading(reading, policy)));
  if (status === 'disabled') {
    return { status, method: readings.some((reading) => reading.status === 'disabled') ? null : 'sms' };
  }
  const weakest = WEAKEST_FIRST.find((method) => readings.some((reading) => reading.method === method));
  return { status, method: weakest ?? null };
}
