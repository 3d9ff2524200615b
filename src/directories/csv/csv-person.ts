import { z } from 'zod';
import { MFA_METHODS, type MfaMethod, type MfaStatus } from '../../domain/mfa.ts';
import type { DirectoryAccount } from '../../ports.ts';
import type { CsvLine } from './read-csv.ts';

const STATUSES: ReadonlyMap<string, MfaStatus> = new Map([
  ...['enabled', 'yes', 'true', 'on', '1'].map((word) => [word, 'enabled'] as const),
  ...['disabled', 'no', 'false', 'off', '0'].map((word) => [word, 'disabled'] as const),
  // Nothing said is unknown, never disabled.
  ...['unknown', ''].map((word) => [word, 'unknown'] as const),
]);
const ROLES = ['owner', 'admin', 'member', 'guest', ''];

function isMethod(word: string): word is MfaMethod {
  return MFA_METHODS.some((method) => method === word);
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** As `service` compares addresses: lower case and NFC only. */
export function toKey(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/** One line as an account, or why it is none. */
export function readPerson({ fields, problem }: CsvLine): DirectoryAccount | { problem: string } {
  if (problem !== null) return { problem };
  const word = (name: string) => fields[name]?.toLowerCase() ?? '';
  const email = fields['email'] ?? '';
  const status = STATUSES.get(word('mfa'));
  const method = word('method');
  const timeZone = fields['tz'] ?? '';
  if (!z.regexes.unicodeEmail.test(email)) return { problem: 'no email address' };
  if (status === undefined) return { problem: 'mfa must be enabled, disabled or unknown' };
  if (method !== '' && !isMethod(method)) return { problem: `method must be ${MFA_METHODS.join(', ')} or empty` };
  if (timeZone !== '' && !isTimeZone(timeZone)) return { problem: 'tz must be a time zone like Europe/Amsterdam' };
  if (!ROLES.includes(word('role'))) return { problem: 'role must be owner, admin, member, guest or empty' };
  return {
    externalId: toKey(email),
    slackUserId: null,
    email,
    name: fields['name'] || null,
    timeZone: timeZone || null,
    isOwner: word('role') === 'owner',
    status,
    method: status === 'enabled' && isMethod(method) ? method : null,
  };
}
