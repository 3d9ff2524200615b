import { type Selectable, sql } from 'kysely';
import type { Exemption } from '../domain/exemption.ts';
import type { ExemptionId, MemberId, OrganizationId } from '../domain/ids.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import type { ExemptionTable } from './schema.ts';
import { fromInstant, fromInstantOrNull, toInstant } from './values.ts';

function toExemption(row: Selectable<ExemptionTable>): Exemption {
  return {
    id: row.id,
    memberId: row.member_id,
    sponsorId: row.sponsor_id,
    kind: row.kind,
    reason: row.reason,
    startsAt: fromInstant(row.starts_at),
    endsAt: fromInstant(row.ends_at),
    endedAt: fromInstantOrNull(row.ended_at),
  };
}

function selectActive(db: Db, organizationId: OrganizationId, now: Date) {
  const at = toInstant(now);
  return db
    .selectFrom('exemptions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('starts_at', '<=', at)
    .where('ends_at', '>', at)
    .where(sql<boolean>`(ended_at is null or ended_at > ${at})`);
}

export async function findActiveExemption(db: Db, organizationId: OrganizationId, memberId: MemberId, now: Date) {
  const query = selectActive(db, organizationId, now).where('member_id', '=', memberId).orderBy('ends_at', 'desc');
  const row = await query.executeTakeFirst();
  return row ? toExemption(row) : null;
}

/** The exemptions in force, those that end soonest first. */
export async function listExemptions(db: Db, organizationId: OrganizationId, now: Date): Promise<Exemption[]> {
  const rows = await selectActive(db, organizationId, now).orderBy('ends_at').orderBy('id').execute();
  return rows.map(toExemption);
}

/** The exemptions in force of these members. */
export async function findActiveExemptions(
  db: Db,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
  now: Date,
): Promise<Exemption[]> {
  const found: Exemption[] = [];
  await inBatches(memberIds, async (batch) => {
    const rows = await selectActive(db, organizationId, now).where('member_id', 'in', batch).execute();
    found.push(...rows.map(toExemption));
  });
  return found;
}

export async function insertExemption(
  trx: Trx,
  organizationId: OrganizationId,
  { id, memberId, sponsorId, kind, reason, startsAt, endsAt }: Omit<Exemption, 'endedAt'>,
): Promise<void> {
  const span = { starts_at: toInstant(startsAt), ends_at: toInstant(endsAt), ended_at: null };
  await trx
    .insertInto('exemptions')
    .values({ id, organization_id: organizationId, member_id: memberId, sponsor_id: sponsorId, kind, reason, ...span })
    .execute();
}

function selectOpen(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('exemptions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null);
}

/** Those whose time is over and whose end nobody has settled. */
export async function listLapsed(db: Db, organizationId: OrganizationId, now: Date, limit: number) {
  const rows = await selectOpen(db, organizationId)
    .where('ends_at', '<=', toInstant(now))
    .orderBy('ends_at')
    .limit(limit)
    .execute();
  return rows.map(toExemption);
}

/** Those in force that end by then, and whose sponsor was not told. */
export async function listEnding(
  db: Db,
  organizationId: OrganizationId,
  { now, by, limit }: { now: Date; by: Date; limit: number },
): Promise<Exemption[]> {
  const rows = await selectOpen(db, organizationId)
    .where('ends_at', '>', toInstant(now))
    .where('ends_at', '<=', toInstant(by))
    .where('sponsor_told_at', 'is', null)
    .orderBy('ends_at')
    .limit(limit)
    .execute();
  return rows.map(toExemption);
}

export async function markSponsorTold(
  trx: Trx,
  organizationId: OrganizationId,
  id: ExemptionId,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('exemptions')
    .set({ sponsor_told_at: toInstant(now) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Ends whatever these members have, begun or not; returns what was ended. */
export async function endExemptions(
  trx: Trx,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
  now: Date,
): Promise<Exemption[]> {
  const ended: Exemption[] = [];
  await inBatches(memberIds, async (batch) => {
    const rows = await trx
      .updateTable('exemptions')
      .set({ ended_at: toInstant(now) })
      .where('organization_id', '=', organizationId)
      .where('member_id', 'in', batch)
      .where('ended_at', 'is', null)
      .returningAll()
      .execute();
    ended.push(...rows.map(toExemption));
  });
  return ended;
}
