import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEMBER_STATES, ROLES } from '../../../src/domain/member.ts';
import { includes, isGrantable, PERMISSIONS, type Permission, permissionOf } from '../../../src/domain/permission.ts';

const anyPermission = fc.constantFrom(...PERMISSIONS);
const anyGrants = fc.array(anyPermission, { maxLength: 4 });
const anyState = fc.constantFrom(...MEMBER_STATES);
const presentState = fc.constantFrom('active', 'pending');
const anyRole = fc.constantFrom(...ROLES);

function allowed(held: Permission | null): Permission[] {
  return PERMISSIONS.filter((permission) => includes(held, permission));
}

describe('permissions', () => {
  it.each<[Permission | null, Permission[]]>([
    ['manage', ['view', 'remind', 'enforce', 'manage']],
    ['enforce', ['view', 'remind', 'enforce']],
    ['remind', ['view', 'remind']],
    ['view', ['view']],
    [null, []],
  ])('%s contains %j', (held, contained) => expect(allowed(held)).toEqual(contained));

  it('contain each other in one order', () => {
    fc.assert(
      fc.property(anyPermission, anyPermission, anyPermission, (a, b, c) => {
        expect(includes(a, a)).toBe(true);
        expect(includes(a, b) || includes(b, a)).toBe(true);
        if (includes(a, b) && includes(b, a)) expect(a).toBe(b);
        if (includes(a, b) && includes(b, c)) expect(includes(a, c)).toBe(true);
      }),
    );
  });
});

describe('who may', () => {
  it('owners may do everything and cannot lose rights, whatever is granted or revoked', () => {
    fc.assert(
      fc.property(fc.constantFrom('primary_owner', 'owner'), presentState, anyGrants, (role, state, grants) => {
        expect(permissionOf({ role, state, grants })).toBe('manage');
      }),
    );
  });

  it('admins may view and remind, and more only by a grant', () => {
    expect(allowed(permissionOf({ role: 'admin', state: 'active', grants: [] }))).toEqual(['view', 'remind']);
    expect(permissionOf({ role: 'admin', state: 'active', grants: ['view'] })).toBe('remind');
    expect(permissionOf({ role: 'admin', state: 'active', grants: ['enforce'] })).toBe('enforce');
    expect(permissionOf({ role: 'admin', state: 'active', grants: ['manage', 'view'] })).toBe('manage');
  });

  it('the rest may nothing without a grant, and exactly what the strongest grant contains', () => {
    fc.assert(
      fc.property(fc.constantFrom('member', 'guest'), presentState, anyGrants, (role, state, grants) => {
        const held = permissionOf({ role, state, grants });
        for (const permission of PERMISSIONS) {
          expect(includes(held, permission)).toBe(grants.some((granted) => includes(granted, permission)));
        }
      }),
    );
  });

  it('deactivated people may nothing, whatever they were and had', () => {
    fc.assert(
      fc.property(anyRole, anyGrants, (role, grants) => {
        expect(permissionOf({ role, state: 'deactivated', grants })).toBeNull();
      }),
    );
  });

  it('a grant never takes anything away, and granting twice changes nothing', () => {
    fc.assert(
      fc.property(anyRole, anyState, anyGrants, anyPermission, (role, state, grants, more) => {
        const before = permissionOf({ role, state, grants });
        const after = permissionOf({ role, state, grants: [...grants, more] });
        expect(allowed(after)).toEqual(expect.arrayContaining(allowed(before)));
        expect(permissionOf({ role, state, grants: [more, ...grants, more] })).toBe(after);
      }),
    );
  });
});

describe('who can be granted what', () => {
  it('enforce and manage go to persons; view and remind also to user groups', () => {
    expect(PERMISSIONS.filter((permission) => isGrantable(permission, { type: 'member' }))).toEqual(PERMISSIONS);
    expect(PERMISSIONS.filter((permission) => isGrantable(permission, { type: 'usergroup' }))).toEqual([
      'view',
      'remind',
    ]);
  });
});
