import { z } from 'zod';
import type { MemberId, OrganizationId } from '../domain/ids.ts';
import { DEFAULT_SETTINGS, GRACE_DAYS, RETENTION_DAYS, type Settings } from '../domain/settings.ts';
import type { Db, Trx } from './database.ts';
import { parseJson } from './json.ts';
import { fromInstant, toInstant } from './values.ts';

/** What is stored, completed by the defaults. */
const settingsSchema: z.ZodType<Settings> = z.object({
  graceDays: z.int().min(GRACE_DAYS.min).max(GRACE_DAYS.max).default(DEFAULT_SETTINGS.graceDays),
  locking: z.boolean().default(DEFAULT_SETTINGS.locking),
  smsCounts: z.boolean().default(DEFAULT_SETTINGS.smsCounts),
  helpChannel: z.string().nullable().default(DEFAULT_SETTINGS.helpChannel),
  secondPerson: z.boolean().default(DEFAULT_SETTINGS.secondPerson),
  weeklySummary: z.boolean().default(DEFAULT_SETTINGS.weeklySummary),
  retentionDays: z.int().min(RETENTION_DAYS.min).max(RETENTION_DAYS.max).default(DEFAULT_SETTINGS.retentionDays),
});

export async function getSettings(db: Db, organizationId: OrganizationId): Promise<Settings> {
  const row = await db
    .selectFrom('settings')
    .select('choices')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return settingsSchema.parse(row === undefined ? {} : parseJson(row.choices));
}

/** Who changed them last, and when; `null` until somebody does. */
export async function findSettingsChange(
  db: Db,
  organizationId: OrganizationId,
): Promise<{ by: MemberId | null; at: Date } | null> {
  const row = await db
    .selectFrom('settings')
    .select(['changed_by', 'changed_at'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row === undefined ? null : { by: row.changed_by, at: fromInstant(row.changed_at) };
}

/** Keeps only what differs from the defaults, so that a better default reaches those who never chose. */
export async function saveSettings(
  trx: Trx,
  organizationId: OrganizationId,
  settings: Settings,
  { changedBy, now }: { changedBy: MemberId | null; now: Date },
): Promise<void> {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_SETTINGS));
  const chosen = Object.entries(settings).filter(([name, value]) => defaults.get(name) !== value);
  const choices = JSON.stringify(Object.fromEntries(chosen));
  const row = { choices, changed_by: changedBy, changed_at: toInstant(now) };
  await trx
    .insertInto('settings')
    .values({ organization_id: organizationId, ...row })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
    .execute();
}
