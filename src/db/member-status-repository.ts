import type { MemberId, OrganizationId } from '../domain/ids.ts';
import { combineReadings, type MfaPolicy, type MfaReading } from '../domain/mfa.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { getSettings } from './settings-repository.ts';

type Standing = ReturnType<typeof combineReadings>;

function groupByStanding(ids: readonly MemberId[], readings: ReadonlyMap<MemberId, MfaReading[]>, policy: MfaPolicy) {
  const groups = new Map<string, { standing: Standing; ids: MemberId[] }>();
  for (const id of ids) {
    const standing = combineReadings(readings.get(id) ?? [], policy);
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
  const policy = await getSettings(trx, organizationId);
  await inBatches(memberIds, async (batch) => {
    const readings = await readAccounts(trx, organizationId, batch);
    for (const { standing, ids } of groupByStanding(batch, readings, policy)) {
      await trx
        .updateTable('members')
        .set({
          mfa_status: standing.status,
          mfa_method: standing.method,
          ...(standing.status === 'enabled' && { was_enabled: 1 as const }),
        })
        .where('organization_id', '=', organizationId)
        .where('id', 'in', ids)
        .execute();
    }
  });
}

/**
 * Members whose stored status was judged by another policy than the one in force, in no particular order. It is empty
 * but for a moment after somebody changed the policy.
 */
export async function listMisjudged(
  db: Db,
  organizationId: OrganizationId,
  { smsCounts, limit }: MfaPolicy & { limit: number },
): Promise<MemberId[]> {
  const rows = await db
    .selectFrom('members')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('mfa_method', '=', 'sms')
    .where('mfa_status', 'in', smsCounts ? ['disabled'] : ['enabled', 'unknown'])
    .where('state', '<>', 'deactivated')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
