import type { Selectable } from 'kysely';
import type { OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import { assertFound } from './missing-row-error.ts';
import type { OrganizationTable } from './schema.ts';
import { fromInstant, toInstant } from './values.ts';

export interface Organization {
  id: OrganizationId;
  slackTeamId: string;
  name: string;
  /** Slack has turned us away; `null` while all is well. */
  away: { since: Date; reason: string } | null;
  createdAt: Date;
}

function toOrganization(row: Selectable<OrganizationTable>): Organization {
  return {
    id: row.id,
    slackTeamId: row.slack_team_id,
    name: row.name,
    away: row.away_since === null ? null : { since: fromInstant(row.away_since), reason: row.away_reason ?? '' },
    createdAt: fromInstant(row.created_at),
  };
}

/** The organization of that Slack team, with enforcement `off`; made where it is missing, renamed where the name changed. */
export async function ensureOrganization(
  db: Db,
  { slackTeamId, name, now }: { slackTeamId: string; name: string; now: Date },
): Promise<Organization> {
  const row = await db
    .insertInto('organizations')
    .values({ id: newId('organization'), slack_team_id: slackTeamId, name, created_at: toInstant(now) })
    .onConflict((conflict) => conflict.column('slack_team_id').doUpdateSet({ name }))
    .returningAll()
    .executeTakeFirstOrThrow();
  await db
    .insertInto('enforcements')
    .values({ organization_id: row.id, state: 'off', revision: 0, since: toInstant(now), armed: 0 })
    .onConflict((conflict) => conflict.column('organization_id').doNothing())
    .execute();
  await db
    .insertInto('audit_chains')
    .values({ organization_id: row.id, sequence: 0, hash: '' })
    .onConflict((conflict) => conflict.column('organization_id').doNothing())
    .execute();
  return toOrganization(row);
}

export async function findOrganization(db: Db, id: OrganizationId): Promise<Organization | null> {
  const row = await db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toOrganization(row) : null;
}

export async function getOrganization(db: Db, id: OrganizationId): Promise<Organization> {
  return assertFound(await findOrganization(db, id), 'organization', id);
}

export async function findOrganizationByTeam(db: Db, slackTeamId: string): Promise<Organization | null> {
  const query = db.selectFrom('organizations').selectAll().where('slack_team_id', '=', slackTeamId);
  const row = await query.executeTakeFirst();
  return row ? toOrganization(row) : null;
}

export async function listOrganizations(db: Db): Promise<Organization[]> {
  const rows = await db.selectFrom('organizations').selectAll().orderBy('id').execute();
  return rows.map(toOrganization);
}

/** Returns whether it was there until now: the first to notice tells the others. */
export async function markAway(trx: Trx, id: OrganizationId, away: { at: Date; reason: string }): Promise<boolean> {
  const result = await trx
    .updateTable('organizations')
    .set({ away_since: toInstant(away.at), away_reason: away.reason })
    .where('id', '=', id)
    .where('away_since', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Returns whether it was away. */
export async function clearAway(trx: Trx, id: OrganizationId): Promise<boolean> {
  const result = await trx
    .updateTable('organizations')
    .set({ away_since: null, away_reason: null })
    .where('id', '=', id)
    .where('away_since', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
