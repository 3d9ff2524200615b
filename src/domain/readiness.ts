/**
 * The numbers of an organization at one moment. Deactivated people are in none of them.
 * `counted = enabled + disabled + unknown`; exempt, pending and out-of-scope members are not counted.
 */
export interface Tally {
  active: number;
  counted: number;
  enabled: number;
  disabled: number;
  unknown: number;
  exempt: number;
  pending: number;
  outOfScope: number;
  guests: { counted: number; enabled: number };
  /** Counted members with MFA by text message only: those whom that makes `enabled`, and those whom it leaves `disabled`. */
  sms: { enabled: number; disabled: number };
}

export const EMPTY_TALLY: Tally = {
  active: 0,
  counted: 0,
  enabled: 0,
  disabled: 0,
  unknown: 0,
  exempt: 0,
  pending: 0,
  outOfScope: 0,
  guests: { counted: 0, enabled: 0 },
  sms: { enabled: 0, disabled: 0 },
};

/** Every counted member is `enabled`, and there is one. `unknown` never counts as enabled. */
export function isReady(tally: Tally): boolean {
  return tally.counted > 0 && tally.enabled === tally.counted;
}

/** Whole percent, rounded down so that 100 % means everyone. */
export function readinessPercent(tally: Tally): number {
  return tally.counted === 0 ? 0 : Math.floor((100 * tally.enabled) / tally.counted);
}

/** More than a fifth of the active members are exempt: enforcing then needs a second confirmation. */
export function needsExemptionConfirmation(tally: Pick<Tally, 'active' | 'exempt'>): boolean {
  return tally.exempt * 5 > tally.active;
}
