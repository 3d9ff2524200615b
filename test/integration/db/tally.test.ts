import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upsertAccounts } from '../../../src/db/account-repository.ts';
import { newId } from '../../../src/db/ids.ts';
import { listMissing, tallyMembers } from '../../../src/db/member-list-repository.ts';
import { findMembers } from '../../../src/db/member-repository.ts';
import { refreshMfaStatus } from '../../../src/db/member-status-repository.ts';
import { claimReading, requestReading } from '../../../src/db/reading-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { isCounted, MEMBER_STATES, ROLES } from '../../../src/domain/member.ts';
import { MFA_STATUSES, type MfaStatus } from '../../../src/domain/mfa.ts';
import { EMPTY_TALLY, type Tally } from '../../../src/domain/readiness.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, addStandings, createOrganization, exempt, minutesAfter, NOON } from './world.ts';

const standing = fc.record({
  role: fc.constantFrom(...ROLES),
  state: fc.constantFrom(...MEMBER_STATES),
  status: fc.constantFrom<MfaStatus | null>(...MFA_STATUSES, null),
  exemption: fc.constantFrom('none', 'active', 'over', 'to come', 'ended'),
});

const SPANS = {
  active: { startsAt: minutesAfter(-10), endsAt: minutesAfter(10) },
  over: { startsAt: minutesAfter(-10), endsAt: NOON },
  'to come': { startsAt: minutesAfter(1), endsAt: minutesAfter(10) },
  ended: { startsAt: minutesAfter(-10), endsAt: minutesAfter(10), endedAt: minutesAfter(-1) },
};

interface ModelMember {
  role: string;
  state: 'active' | 'pending' | 'deactivated';
  mfaStatus: MfaStatus | null;
  exempt: boolean;
}

/** Counts as DESIGN says it, one by one. */
function countByHand(members: readonly ModelMember[]): Tally {
  const active = members.filter(({ state }) => state === 'active');
  const counted = active.filter((member) => member.mfaStatus !== null && !member.exempt);
  const guests = counted.filter(({ role }) => role === 'guest');
  const having = (among: readonly ModelMember[], status: MfaStatus) =>
    among.filter(({ mfaStatus }) => mfaStatus === status).length;
  return {
    active: active.length,
    counted: counted.length,
    enabled: having(counted, 'enabled'),
    disabled: having(counted, 'disabled'),
    unknown: having(counted, 'unknown'),
    exempt: active.filter((member) => member.exempt).length,
    pending: members.filter(({ state }) => state === 'pending').length,
    outOfScope: active.filter((member) => !member.exempt && member.mfaStatus === null).length,
    guests: { counted: guests.length, enabled: having(guests, 'enabled') },
    sms: EMPTY_TALLY.sms,
  };
}

describe.each(dialects)('the tally on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('of an organization without members is empty', async () => {
    const { id } = await createOrganization(database.handle.db);
    expect(await tallyMembers(database.handle.db, id, NOON)).toEqual(EMPTY_TALLY);
  });

  it('counts what counting by hand counts, and agrees with the rule for who is counted', async () => {
    const { db } = database.handle;
    await fc.assert(
      fc.asyncProperty(fc.array(standing, { maxLength: 30 }), async (standings) => {
        const { id } = await createOrganization(db);
        const ids = await addStandings(
          database.handle,
          id,
          standings.map(({ exemption: _exemption, ...rest }) => rest),
        );
        const sponsor = await addMember(db, id, { state: 'deactivated' });
        for (const [index, memberId] of ids.entries()) {
          const exemption = standings[index]?.exemption ?? 'none';
          if (exemption !== 'none') await exempt(db, id, memberId, sponsor.id, SPANS[exemption]);
        }
        const tally = await tallyMembers(db, id, NOON);
        const model = standings.map((each) => ({
          ...each,
          mfaStatus: each.status,
          exempt: each.exemption === 'active',
        }));
        expect(tally).toEqual(countByHand(model));
        const members = await findMembers(db, id, ids, NOON);
        expect(tally.counted).toBe(members.filter(isCounted).length);
        const missing = await listMissing(db, id, NOON, { limit: 1_000 });
        expect(missing).toHaveLength(tally.disabled + tally.unknown);
      }),
      { numRuns: 25 },
    );
  });

  it('counts people who appeared after the start of a reading as unknown until it has written them', async () => {
    const { db } = database.handle;
    const { id } = await createOrganization(db);
    await addStandings(database.handle, id, [{ status: 'enabled' }, { status: null }], minutesAfter(-60));
    await inTransaction(database.handle, (trx) =>
      requestReading(trx, id, { directory: 'slack', trigger: 'enforce', now: NOON }),
    );
    const reading = await claimReading(db, id, { now: NOON, machineNow: NOON, leaseMs: 1_000 });
    if (!reading?.startedAt) throw new Error('not started');
    const asOf = { readingId: reading.id, startedAt: reading.startedAt };
    const [known, unseen] = await addStandings(
      database.handle,
      id,
      [
        { name: 'known', status: 'enabled' },
        { name: 'unseen', status: 'enabled' },
        { name: 'without', status: null },
      ],
      NOON,
    );
    if (!known || !unseen) throw new Error('not added');
    await inTransaction(database.handle, async (trx) => {
      const account = {
        memberId: known,
        directory: 'slack',
        externalId: newId('account'),
        status: 'enabled',
        method: null,
      } as const;
      await upsertAccounts(trx, id, [{ ...account, statusReadAt: NOON, readingId: reading.id }]);
      await refreshMfaStatus(trx, id, [known]);
    });
    expect(await tallyMembers(db, id, NOON, asOf)).toMatchObject({ active: 5, enabled: 2, unknown: 2, outOfScope: 1 });
    expect(await tallyMembers(db, id, NOON)).toMatchObject({ enabled: 3, unknown: 0, outOfScope: 2 });
    const missing = await listMissing(db, id, NOON, { limit: 20, asOf });
    expect(missing.map(({ person }) => person.name)).toEqual(['unseen', 'without']);
  });
});
