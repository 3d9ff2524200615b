import { isOwner, type MemberState, type Role } from './member.ts';

/** From the weakest to the strongest: each contains those before it. */
export const PERMISSIONS = ['view', 'remind', 'enforce', 'manage'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What Muster granted, to the person or to a user group that the person is in. */
export type GrantSubject = { type: 'member' } | { type: 'usergroup' };

export function includes(held: Permission | null, needed: Permission): boolean {
  return held !== null && PERMISSIONS.indexOf(held) >= PERMISSIONS.indexOf(needed);
}

function strongest(permissions: readonly Permission[]): Permission | null {
  return PERMISSIONS.findLast((permission) => permissions.includes(permission)) ?? null;
}

/**
 * The strongest permission of a person. Owners may do everything and cannot lose rights in Muster;
 * admins may view and remind; the rest have what was granted. Deactivated people have none.
 */
export function permissionOf(person: {
  role: Role;
  state: MemberState;
  grants: readonly Permission[];
}): Permission | null {
  if (person.state === 'deactivated') return null;
  if (isOwner(person.role)) return 'manage';
  return strongest(person.role === 'admin' ? ['remind', ...person.grants] : person.grants);
}

/** `enforce` and `manage` go to persons only; `view` and `remind` also to user groups. */
export function isGrantable(permission: Permission, subject: GrantSubject): boolean {
  return subject.type === 'member' || permission === 'view' || permission === 'remind';
}
