/** What an organization has chosen with `/mfa settings`. Everything has a default, so that nobody has to choose. */
export interface Settings {
  /** How long somebody with a violation has before it is overdue: whole days, within `GRACE_DAYS`. */
  graceDays: number;
  /** Whether Muster may lock accounts whose grace period is over, where the directory can. */
  locking: boolean;
  /** Whether MFA by text message alone counts as MFA. */
  smsCounts: boolean;
  /** The Slack channel that *I need help* goes to; `null`: to who reminded, else to the owners. */
  helpChannel: string | null;
  /** Whether stopping, and whatever else weakens the protection, wants a second person with `enforce`. */
  secondPerson: boolean;
  /** Whether owners get a summary every week. */
  weeklySummary: boolean;
  /** How long readings, deliveries and members who left are kept: whole days, within `RETENTION_DAYS`. */
  retentionDays: number;
}

export const GRACE_DAYS = { min: 1, max: 30 } as const;
export const RETENTION_DAYS = { min: 30, max: 3_650 } as const;

export const DEFAULT_SETTINGS: Settings = {
  graceDays: 7,
  locking: false,
  smsCounts: true,
  helpChannel: null,
  secondPerson: false,
  weeklySummary: true,
  retentionDays: 365,
};
