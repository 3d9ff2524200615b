/** 200 members who lack MFA, and a campaign for them. Its ids are always the same, so that each member's moments are too. */
import { upsertAccounts } from '../../../../src/db/account-repository.ts';
import { insertCampaign } from '../../../../src/db/campaign-repository.ts';
import type { DatabaseHandle } from '../../../../src/db/database.ts';
import { insertMembers, type NewMember } from '../../../../src/db/member-repository.ts';
import { refreshMfaStatus } from '../../../../src/db/member-status-repository.ts';
import { migrateUp } from '../../../../src/db/migrator.ts';
import { ensureOrganization } from '../../../../src/db/organization-repository.ts';
import { inTransaction } from '../../../../src/db/transaction.ts';
import type { MemberId } from '../../../../src/domain/ids.ts';
import type { PersonInput } from '../../../../src/playground/slack/state/person.ts';
import { PEOPLE } from '../../../support/muster.ts';

export const MEMBERS = 200;
/** A Monday. */
export const START = new Date('2026-03-02T00:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

/** Every other one has no address. */
export const members = Array.from({ length: MEMBERS }, (_, index) => {
  const name = `member${String(index).padStart(3, '0')}`;
  const email = index % 2 === 0 ? null : `${name}@example.com`;
  return { id: `U${name.toUpperCase()}`, name, real_name: `Member ${index}`, has_2fa: false, email, tz: 'UTC' };
}) satisfies PersonInput[];

export const owner = { ...PEOPLE.olivia, tz: 'UTC' } satisfies PersonInput;

function idOf(index: number): MemberId {
  return `mem_00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

function toMember(person: PersonInput & { id: string }): NewMember {
  const { id, name, real_name, email = `${name}@example.com`, tz = null } = person;
  return {
    ...{ slackUserId: id, name: real_name ?? name, email, timeZone: tz },
    ...{ role: person.is_primary_owner ? ('primary_owner' as const) : ('member' as const), state: 'active' as const },
  };
}

/** Reminders come from 9 to 11 on each member's own clock; after one that was not answered, an email comes as well. */
export async function seedOrganization(handle: DatabaseHandle, team: { teamId: string }): Promise<void> {
  await migrateUp(handle.db);
  const known = { slackTeamId: team.teamId, name: 'Acme', now: START };
  const { id: organizationId } = await ensureOrganization(handle.db, known);
  await inTransaction(handle, async (trx) => {
    const people = [owner, ...members];
    const made = await insertMembers(trx, organizationId, people.map(toMember), START);
    for (const [index, id] of made.entries())
      await trx
        .updateTable('members')
        .set({ id: idOf(index) })
        .where('id', '=', id)
        .execute();
    const accounts = people.map((person, index) => ({
      ...{ memberId: idOf(index), directory: 'slack', externalId: person.id, method: null },
      ...{
        status: person.has_2fa ? ('enabled' as const) : ('disabled' as const),
        statusReadAt: START,
        readingId: null,
      },
    }));
    await upsertAccounts(trx, organizationId, accounts);
    await refreshMfaStatus(
      trx,
      organizationId,
      people.map((_, index) => idOf(index)),
    );
    await insertCampaign(trx, organizationId, {
      id: 'cmp_00000000-0000-7000-8000-000000000000',
      audience: { type: 'everyone' },
      exceptMemberIds: [],
      deadline: new Date(START.getTime() + 20 * DAY_MS),
      cadence: { type: 'own', everyWorkingDays: 1, dailyInLastWeek: true, twiceOnLastDays: false },
      channels: { type: 'both', emailAfter: 1 },
      workingTime: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 11 * 60 },
      timeZone: 'UTC',
      snoozes: { count: 2, longestDays: 7 },
      message: null,
      atDeadline: 'nothing',
      startedBy: idOf(0),
      startedAt: START,
    });
  });
}
