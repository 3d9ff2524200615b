import type { MemberId, OrganizationId } from '../domain/ids.ts';
import { combineStatuses, type MfaMethod, type MfaReading, type MfaStatus } from '../domain/mfa.ts';
import { inBatches } from './batches.ts';
import type { Trx } from './database.ts';

/** From the weakest: of several accounts the one easiest to break counts. */
const WEAKEST_FIRST: readonly MfaMethod[] = ['sms', 'other', 'app', 'key'];

interface Standing {
  status: MfaStatus | null;
  method: MfaMethod | null;
}

function combine(readings: readonly MfaReading[]): Standing {
  const method = WEAKEST_FIRST.find((candidate) => readings.some((reading) => reading.method === candidate));
  return { status: combineStatuses(readings.map(({ status }) => status)), method: method ?? null };
}

function groupByStanding(ids: readonly MemberId[], readings: ReadonlyMap<MemberId, MfaReading[]>) {
  const groups = new Map<string, { standing: Standing; ids: MemberId[] }>();
  for (const id of ids) {
    const standing = combine(readings.get(id) ?? []);
    const key = `${standing.status} ${standing.method}`;
    const group = groups.get(key) ?? { standing, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return groups.values();
}

async function readAccounts(trx: Trx, organizationId: OrganizationId, ids: readonly MemberId[]) {
  const rows = await trx
    .selectFrom('accounts')
    .select(['member_id', 'mfa_status', 'mfa_method'])
    .where('organization_id', '=', organizationId)
    .where('member_id', 'in', ids)
    .execute();
  const readings = new Map<MemberId, MfaReading[]>();
  for (const row of rows) {
    const known = readings.get(row.member_id) ?? [];
    readings.set(row.member_id, [...known, { status: row.mfa_status, method: row.mfa_method }]);
  }
  return readings;
}

/** Brings the members' own status up to their accounts: to be called after every change of accounts. */
export async function refreshMfaStatus(
  trx: Trx,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
): Promise<void> {
  await inBatches(memberIds, async (batch) => {
    const readings = await readAccounts(trx, organizationId, batch);
    for (const { standing, ids } of groupByStanding(batch, readings)) {
      await trx
        .updateTable('members')
        .set({ mfa_status: standing.status, mfa_method: standing.method })
        .where('organization_id', '=', organizationId)
        .where('id', 'in', ids)
        .execute();
    }
  });
}
