import type { DirectoryName, MfaSwitch } from '../../protocol/directory.ts';
import type { MfaShown, PersonRole } from '../../protocol/person.ts';

export const ROLE_LABELS: Readonly<Record<PersonRole, string>> = {
  primary_owner: 'Primary owner',
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  guest: 'Guest',
  bot: 'Bot',
  other_workspace: 'Other workspace',
};

export const MFA_LABELS: Readonly<Record<MfaShown, string>> = {
  off: 'No MFA',
  on: 'MFA on',
  app: 'MFA by app',
  sms: 'MFA by SMS',
  unknown: 'MFA unknown',
  none: 'No account',
};

/** Beneath the name of a directory. */
export const SWITCH_LABELS: Readonly<Record<MfaSwitch, string>> = {
  off: 'Off',
  on: 'On',
  app: 'App',
  sms: 'SMS',
  unknown: 'Unknown',
};

export const DIRECTORY_LABELS: Readonly<Record<DirectoryName, string>> = {
  slack: 'Slack’s own MFA',
  scaleway: 'MFA at Scaleway',
  csv: 'MFA in people.csv',
};

/** `Asia/Kolkata` → `9:30 PM in Kolkata`. */
export function describeLocalTime(now: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' }).format(now);
  return `${time} in ${timeZone.split('/').at(-1)?.replaceAll('_', ' ')}`;
}
