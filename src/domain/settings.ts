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

export const SETTING_NAMES = [
  'graceDays',
  'locking',
  'smsCounts',
  'helpChannel',
  'secondPerson',
  'weeklySummary',
  'retentionDays',
] as const satisfies readonly (keyof Settings)[];
export type SettingName = (typeof SETTING_NAMES)[number];

const DAY_MS = 24 * 60 * 60_000;

/** How long somebody with a violation has before it is overdue. */
export function gracePeriodMs({ graceDays }: Pick<Settings, 'graceDays'>): number {
  return graceDays * DAY_MS;
}

/** How long readings, deliveries and members who left are kept. */
export function retentionMs({ retentionDays }: Pick<Settings, 'retentionDays'>): number {
  return retentionDays * DAY_MS;
}

/** What differs between the two, in the order of `SETTING_NAMES`. */
export function changedSettings(before: Settings, after: Settings): SettingName[] {
  return SETTING_NAMES.filter((name) => before[name] !== after[name]);
}

export type WeakeningSetting = 'graceDays' | 'locking' | 'secondPerson';

/** What protects less than before: a longer grace period, no locks, and that one person is enough for such a thing. */
export function weakeningSettings(before: Settings, after: Settings): WeakeningSetting[] {
  return [
    ...(after.graceDays > before.graceDays ? (['graceDays'] as const) : []),
    ...(before.locking && !after.locking ? (['locking'] as const) : []),
    ...(before.secondPerson && !after.secondPerson ? (['secondPerson'] as const) : []),
  ];
}

/** What somebody saw when they opened the settings, what they chose, and how it stands now. */
export interface SettingsEdit {
  seen: Settings;
  chosen: Settings;
  current: Settings;
}

/** Whatever they did not touch stays as it is now, so that two people who change different things both get their way. */
export function mergeSettings({ seen, chosen, current }: SettingsEdit): Settings {
  const take = <Name extends SettingName>(name: Name): Settings[Name] =>
    chosen[name] === seen[name] ? current[name] : chosen[name];
  return {
    graceDays: take('graceDays'),
    locking: take('locking'),
    smsCounts: take('smsCounts'),
    helpChannel: take('helpChannel'),
    secondPerson: take('secondPerson'),
    weeklySummary: take('weeklySummary'),
    retentionDays: take('retentionDays'),
  };
}

/** What they changed and somebody else changed meanwhile to something else: nobody overwrites what they have not seen. */
export function conflictingSettings({ seen, chosen, current }: SettingsEdit): SettingName[] {
  return SETTING_NAMES.filter(
    (name) => chosen[name] !== seen[name] && current[name] !== seen[name] && chosen[name] !== current[name],
  );
}

export interface SettingProblem {
  name: SettingName;
  /** What stands under the field. */
  sentence: string;
}

/** What cannot be saved, and why. */
export function settingProblems({ graceDays, retentionDays }: Settings): SettingProblem[] {
  return [
    ...daysProblem('graceDays', graceDays, GRACE_DAYS),
    ...daysProblem('retentionDays', retentionDays, RETENTION_DAYS),
  ];
}

function daysProblem(name: SettingName, days: number, { min, max }: { min: number; max: number }): SettingProblem[] {
  if (Number.isInteger(days) && days >= min && days <= max) return [];
  return [{ name, sentence: `Please enter a whole number of days from ${min} to ${max}.` }];
}
