import type { MemberState, Role } from '../../domain/member.ts';
import type { MfaMethod, MfaStatus } from '../../domain/mfa.ts';

const METHODS: Record<MfaMethod, string> = {
  app: 'with an app',
  sms: 'by text message',
  key: 'with a security key',
  other: 'with another method',
};

/** `MFA on (with an app)`. */
export function statusWords(status: MfaStatus | null, method: MfaMethod | null): string {
  switch (status) {
    case 'enabled':
      return method === null ? 'MFA on' : `MFA on (${METHODS[method]})`;
    case 'disabled':
      return method === 'sms' ? 'only text messages, which do not count here' : 'MFA off';
    case 'unknown':
      return 'MFA unknown';
    case null:
      return 'no account in a directory';
  }
}

const ROLES: Record<Role, string> = {
  primary_owner: 'primary owner',
  owner: 'owner',
  admin: 'admin',
  member: 'member',
  guest: 'guest',
};

export function roleWords(role: Role): string {
  return ROLES[role];
}

/** The state where it is worth a word. */
export function stateWords(state: MemberState): string | null {
  return state === 'active' ? null : state;
}
