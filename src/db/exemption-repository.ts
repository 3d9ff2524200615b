import { type Selectable, sql } from 'kysely';
import type { ExemptionId, MemberId, OrganizationId } from '../domain/ids.ts';
import type { Db } from './database.ts';
import type { ExemptionTable } from './schema.ts';
import { fromInstant, fromInstantOrNull, toInstant } from './values.ts';

export interface Exemption {
  id: ExemptionId;
  memberId: MemberId;
  sponsorId: MemberId;
  reason: string;
  startsAt: Date;
  endsAt: Date;
  /** When it was taken back before its end. */
  endedAt: Date | null;
}

function toExemption(row: Selectable<ExemptionTable>): Exemption {
  return {
    id: row.id,
    memberId: row.member_id,
    sponsorId: row.sponsor_id,
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
