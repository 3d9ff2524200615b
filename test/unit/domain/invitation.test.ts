import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuseWithoutManage } from '../../../src/domain/enforcement.ts';
import { INVITATIONS_PER_DAY, refuseInvitation, refuseResending } from '../../../src/domain/invitation.ts';
import { PERMISSIONS } from '../../../src/domain/permission.ts';

const HOUR_MS = 3_600_000;
const now = new Date('2026-03-02T12:00:00Z');
const ways = fc.record({ mail: fc.boolean(), directories: fc.nat(3) });
const sentLately = fc.oneof(fc.nat(200), fc.constantFrom(INVITATIONS_PER_DAY - 1, INVITATIONS_PER_DAY));

describe('inviting', () => {
  it('is for people with manage, by a role that could be read', () => {
    expect(refuseWithoutManage({ type: 'unreadable' })).toEqual({ code: 'role_unreadable' });
    const allowed = [null, ...PERMISSIONS].filter(
      (permission) => refuseWithoutManage({ type: 'known', permission }) === null,
    );
    expect(allowed).toEqual(['manage']);
  });

  it('is allowed exactly when somebody new can be told and the day has room', () => {
    const facts = fc.record({ ways, isMember: fc.boolean(), isInvited: fc.boolean(), sentLately });
    fc.assert(
      fc.property(facts, (each) => {
        const canTell = each.ways.mail || each.ways.directories > 0;
        const isNew = !each.isMember && !each.isInvited;
        const hasRoom = each.sentLately < INVITATIONS_PER_DAY;
        expect(refuseInvitation(each) === null).toBe(canTell && isNew && hasRoom);
      }),
    );
  });

  it.each([
    [{ isMember: true, isInvited: true }, 'invited_is_member'],
    [{ isInvited: true }, 'already_invited'],
    [{ sentLately: 50 }, 'too_many_invitations'],
    [{ ways: { mail: false, directories: 0 } }, 'cannot_invite'],
  ])('says why not: %o', (fact, code) => {
    const facts = { ways: { mail: true, directories: 0 }, isMember: false, isInvited: false, sentLately: 0, ...fact };
    expect(refuseInvitation(facts)).toMatchObject({ code });
  });
});

describe('sending an invitation again', () => {
  it('is allowed once a day while it is open, and counts for the day', () => {
    const facts = fc.record({ ways, sentLately, hours: fc.option(fc.integer({ min: 0, max: 60 })) });
    fc.assert(
      fc.property(facts, ({ hours, ...rest }) => {
        const openSentAt = hours === null ? null : new Date(now.getTime() - hours * HOUR_MS);
        const refusal = refuseResending({ now, openSentAt, ...rest });
        const canTell = rest.ways.mail || rest.ways.directories > 0;
        const hasRoom = rest.sentLately < INVITATIONS_PER_DAY;
        expect(refusal === null).toBe(hours !== null && hours >= 24 && canTell && hasRoom);
        if (refusal?.code === 'invited_recently') expect(refusal.hoursLeft).toBe(24 - (hours ?? 0));
      }),
    );
  });
});
