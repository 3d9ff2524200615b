import type { Selectable } from 'kysely';
import type { MemberId, OrganizationId, ReadingId } from '../domain/ids.ts';
import type { DateNotice, Wait } from '../domain/turning-on.ts';
import type { Db, Trx } from './database.ts';
import { parseReadingIds } from './json.ts';
import type { EnforcementPlanTable } from './schema.ts';
import { fromInstantOrNull, toFlag, toInstantOrNull } from './values.ts';

/** What there is to know while enforcement waits to turn on by itself, and until everybody concerned was told. */
export interface EnforcementPlan {
  revision: number;
  confirmedExempt: number | null;
  /** The last notice before the date that everybody got. */
  told: DateNotice | null;
  /** The notice that is going out: to whom last, and to how many so far. */
  telling: { stage: DateNotice; after: MemberId; count: number } | null;
  waits: { for: Wait; since: Date; told: boolean } | null;
  /** The readings on which it was last decided. */
  judged: readonly ReadingId[];
  /** Since it turned on, everybody who lacked MFA then has a violation. */
  settled: boolean;
}

export const EMPTY_PLAN = { confirmedExempt: null, told: null, telling: null, waits: null, judged: [], settled: true };

function toPlan(row: Selectable<EnforcementPlanTable>): EnforcementPlan {
  const { telling, told_to: after, told_count: count, waits_for, waits_told } = row;
  const since = fromInstantOrNull(row.waits_since);
  return {
    revision: row.revision,
    confirmedExempt: row.confirmed_exempt,
    told: row.told,
    telling: telling === null || after === null ? null : { stage: telling, after, count },
    waits: waits_for === null || since === null ? null : { for: waits_for, since, told: waits_told === 1 },
    judged: parseReadingIds(row.judged),
    settled: row.settled === 1,
  };
}

/** The plan of that revision; `null` where there is none, or only one that is void. */
export async function findEnforcementPlan(
  db: Db,
  organizationId: OrganizationId,
  revision: number,
): Promise<EnforcementPlan | null> {
  const row = await db
    .selectFrom('enforcement_plans')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row ? toPlan(row) : null;
}

/** Writes it in the place of any other. Whoever does holds the lock of enforcement. */
export async function saveEnforcementPlan(
  trx: Trx,
  organizationId: OrganizationId,
  { revision, confirmedExempt, told, telling, waits, judged, settled }: EnforcementPlan,
): Promise<void> {
  const row = {
    revision,
    confirmed_exempt: confirmedExempt,
    told,
    telling: telling?.stage ?? null,
    told_to: telling?.after ?? null,
    told_count: telling?.count ?? 0,
    waits_for: waits?.for ?? null,
    waits_since: toInstantOrNull(waits?.since ?? null),
    waits_told: toFlag(waits?.told ?? false),
    judged: JSON.stringify(judged),
    settled: toFlag(settled),
  };
  await trx
    .insertInto('enforcement_plans')
    .values({ organization_id: organizationId, ...row })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
    .execute();
}
