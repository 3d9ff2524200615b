import { expect } from 'vitest';
import { type Db, openDatabase } from '../../src/db/database.ts';
import { newId } from '../../src/db/ids.ts';
import { toInstant } from '../../src/db/values.ts';
import { type Muster, PEOPLE } from './muster.ts';
import { PATIENCE_MS } from './screen.ts';
import { eventually } from './wait.ts';

type WithConfig = Pick<Muster, 'config'>;

/** Asks the bot's own database, over a connection of its own. */
export async function ask<Result>({ config }: WithConfig, question: (db: Db) => Promise<Result>): Promise<Result> {
  const { db, close } = openDatabase(config.database);
  try {
    return await question(db);
  } finally {
    await close();
  }
}

/** All that a refusal must leave as it was. The message that tells somebody of their own refusal is left out. */
export async function readState(muster: WithConfig) {
  return await ask(muster, async (db) => ({
    enforcement: await db.selectFrom('enforcements').selectAll().execute(),
    members: await db.selectFrom('members').select(['slack_user_id', 'state']).orderBy('id').execute(),
    grants: await db.selectFrom('grants').select(['id', 'permission']).orderBy('id').execute(),
    reminders: await db.selectFrom('reminders').select(['id', 'state']).orderBy('id').execute(),
    violations: await db.selectFrom('violations').select(['id', 'closed_at']).orderBy('id').execute(),
    deliveries: await db
      .selectFrom('deliveries')
      .leftJoin('notices', 'notices.id', 'deliveries.notice_id')
      .where((where) => where.or([where('notices.kind', 'is', null), where('notices.kind', '!=', 'enforce_result')]))
      .select('deliveries.id')
      .orderBy('deliveries.id')
      .execute(),
  }));
}

/** Does something that is refused, and holds that nothing changed by it. */
export async function expectNoChange<Result>(muster: WithConfig, act: () => Promise<Result>): Promise<Result> {
  const before = await readState(muster);
  const result = await act();
  expect(await readState(muster)).toEqual(before);
  return result;
}

/** The codes with which dangerous acts were refused, oldest first. */
export async function refusalCodes(muster: WithConfig, type: string): Promise<(string | null)[]> {
  const events = await ask(muster, (db) =>
    db.selectFrom('audit_events').select(['type', 'after']).orderBy('sequence').execute(),
  );
  return events.flatMap((event) => (event.type === type ? [readCode(event.after)] : []));
}

function readCode(after: unknown): string | null {
  const value: unknown = typeof after === 'string' ? JSON.parse(after) : after;
  return typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : null;
}

export async function readEnforcement(muster: WithConfig) {
  return await ask(muster, (db) => db.selectFrom('enforcements').selectAll().executeTakeFirstOrThrow());
}

/** Waits until enforcement is in that state. */
export async function expectEnforcement(muster: WithConfig, state: 'on' | 'off'): Promise<void> {
  await expect.poll(async () => (await readEnforcement(muster)).state, { timeout: PATIENCE_MS }).toBe(state);
}

/** How many readings have ended well. */
export async function countReadings(muster: WithConfig, state = 'completed'): Promise<number> {
  const readings = await ask(muster, (db) => db.selectFrom('readings').select('state').execute());
  return readings.filter((reading) => reading.state === state).length;
}

/** Waits for the reading that every start begins with. */
export async function firstReading(muster: WithConfig): Promise<void> {
  await eventually(async () => expect(await countReadings(muster)).toBeGreaterThan(0));
}

/** Waits until no reading runs and none is asked for. */
export async function idle(muster: WithConfig): Promise<void> {
  const countOpen = async () => (await countReadings(muster, 'requested')) + (await countReadings(muster, 'running'));
  await eventually(async () => expect(await countOpen()).toBe(0));
}

export async function memberOf(muster: WithConfig, slackUserId: string) {
  return await ask(muster, (db) =>
    db.selectFrom('members').selectAll().where('slack_user_id', '=', slackUserId).executeTakeFirst(),
  );
}

/** Waits until a person is known in that state: what Slack tells by events is acknowledged first and done then. */
export async function expectState(muster: WithConfig, slackUserId: string, state: string): Promise<void> {
  await expect.poll(async () => (await memberOf(muster, slackUserId))?.state, { timeout: PATIENCE_MS }).toBe(state);
}

/** Exempts people for a year, as the command of a later issue will. The admin vouches for them. */
export async function exempt(muster: Pick<Muster, 'config' | 'clock'>, slackUserIds: readonly string[]): Promise<void> {
  const sponsor = await memberOf(muster, PEOPLE.ada.id);
  if (sponsor === undefined) throw new Error('there is no sponsor');
  await ask(muster, async (db) => {
    const members = await db.selectFrom('members').selectAll().where('slack_user_id', 'in', slackUserIds).execute();
    const now = muster.clock.now();
    for (const { id, organization_id } of members) {
      const row = {
        id: newId('exemption'),
        organization_id,
        member_id: id,
        sponsor_id: sponsor.id,
        reason: 'On leave',
        starts_at: toInstant(new Date(now.getTime() - 1000)),
        ends_at: toInstant(new Date(now.getTime() + 365 * 86_400_000)),
        ended_at: null,
      };
      await db.insertInto('exemptions').values(row).execute();
    }
  });
}

export async function endExemptions(muster: WithConfig): Promise<void> {
  await ask(muster, (db) => db.deleteFrom('exemptions').execute());
}
