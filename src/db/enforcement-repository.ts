import type { Selectable } from 'kysely';
import type { Enforcement, EnforcementState } from '../domain/enforcement.ts';
import type { MemberId, OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { assertFound } from './missing-row-error.ts';
import type { EnforcementTable } from './schema.ts';
import { fromInstant, toFlag, toInstant } from './values.ts';

function toState(row: Selectable<EnforcementTable>): EnforcementState {
  if (row.state === 'off') return { state: 'off', armed: row.armed === 1 };
  if (row.state === 'on') return { state: 'on' };
  if (row.until === null) throw new Error(`enforcement is ${row.state} without an end`);
  return { state: row.state, until: fromInstant(row.until) };
}

function toEnforcement(row: Selectable<EnforcementTable>): Enforcement {
  const { revision, since, changed_by } = row;
  return { ...toState(row), revision, since: fromInstant(since), changedBy: changed_by };
}

export async function getEnforcement(db: Db, organizationId: OrganizationId): Promise<Enforcement> {
  const query = db.selectFrom('enforcements').selectAll().where('organization_id', '=', organizationId);
  return toEnforcement(assertFound(await query.executeTakeFirst(), 'enforcement of', organizationId));
}

/** Waits until nobody else decides, and keeps others waiting until the end of the transaction. */
export async function lockEnforcement(trx: Trx, organizationId: OrganizationId): Promise<Enforcement> {
  const row = await trx
    .updateTable('enforcements')
    .set((eb) => ({ revision: eb.ref('revision') }))
    .where('organization_id', '=', organizationId)
    .returningAll()
    .executeTakeFirst();
  return toEnforcement(assertFound(row, 'enforcement of', organizationId));
}

/** Writes the new state and raises the revision by one. */
export async function saveEnforcement(
  trx: Trx,
  organizationId: OrganizationId,
  next: EnforcementState & { since: Date; changedBy: MemberId | null },
): Promise<Enforcement> {
  const row = await trx
    .updateTable('enforcements')
    .set((eb) => ({
      state: next.state,
      until: 'until' in next ? toInstant(next.until) : null,
      armed: toFlag(next.state === 'off' && next.armed),
      revision: eb('revision', '+', 1),
      since: toInstant(next.since),
      changed_by: next.changedBy,
    }))
    .where('organization_id', '=', organizationId)
    .returningAll()
    .executeTakeFirst();
  return toEnforcement(assertFound(row, 'enforcement of', organizationId));
}
