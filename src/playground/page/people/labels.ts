import type { MfaSwitch, PersonRole } from '../../protocol/person.ts';

export const ROLE_LABELS: Readonly<Record<PersonRole, string>> = {
  primary_owner: 'Primary owner',
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  guest: 'Guest',
  bot: 'Bot',
  other_workspace: 'Other workspace',
};

export const MFA_LABELS: Readonly<Record<MfaSwitch, string>> = { off: 'No MFA', app: 'MFA by app', sms: 'MFA by SMS' };

/** `Asia/Kolkata` → `9:30 PM in Kolkata`. */
export function describeLocalTime(now: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' }).format(now);
  return `${time} in ${timeZone.split('/').at(-1)?.replaceAll('_', ' ')}`;
}
