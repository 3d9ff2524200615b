import type { OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { fromInstant, fromInstantOrNull, toInstant, toInstantOrNull } from './values.ts';

/** What owners have heard without having asked. */
export interface OwnerDigest {
  checkedAt: Date;
  /** When they last heard something. */
  toldAt: Date | null;
  /** The highest milestone that was told; `null` before the first look. */
  milestone: number | null;
  week: { at: Date; enabled: number; counted: number } | null;
}

export async function findOwnerDigest(db: Db, organizationId: OrganizationId): Promise<OwnerDigest | null> {
  const query = db.selectFrom('owner_digests').selectAll().where('organization_id', '=', organizationId);
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  const { week_at, week_enabled, week_counted } = row;
  return {
    checkedAt: fromInstant(row.checked_at),
    toldAt: fromInstantOrNull(row.told_at),
    milestone: row.milestone,
    week:
      week_at === null ? null : { at: fromInstant(week_at), enabled: week_enabled ?? 0, counted: week_counted ?? 0 },
  };
}

export async function saveOwnerDigest(trx: Trx, organizationId: OrganizationId, digest: OwnerDigest): Promise<void> {
  const row = {
    checked_at: toInstant(digest.checkedAt),
    told_at: toInstantOrNull(digest.toldAt),
    milestone: digest.milestone,
    week_at: toInstantOrNull(digest.week?.at ?? null),
    week_enabled: digest.week?.enabled ?? null,
    week_counted: digest.week?.counted ?? null,
  };
  await trx
    .insertInto('owner_digests')
    .values({ organization_id: organizationId, ...row })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
    .execute();
}
