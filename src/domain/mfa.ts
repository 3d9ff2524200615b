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
