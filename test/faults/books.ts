import { sql } from 'kysely';
import { openDatabase } from '../../src/db/database.ts';
import type { PersonInput } from '../../src/playground/slack/state/person.ts';
import { ACTIONS } from '../../src/slack/ids.ts';
import { type Env, runMuster, type Surroundings } from '../support/process.ts';

/** What came out of one run. Everything but `twiceMailed` has to be zero or empty. */
export interface Books {
  lost: number;
  doubled: number;
  /** Within the promise: a copy with the same `Message-ID`. */
  twiceMailed: number;
  illegal: string[];
}

type Members = readonly (PersonInput & { id: string })[];

function remindersOf({ slack }: Surroundings, userId: string): number {
  const { directMessages } = slack.lookAt(userId);
  return directMessages.filter(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.checkAgain)).length;
}

function openBooks(world: Surroundings) {
  const env: Env = world.env;
  const url = env['DATABASE_URL'];
  return openDatabase(
    url === undefined ? { type: 'sqlite', file: `${env['DATA_DIR']}/muster.sqlite` } : { type: 'postgres', url },
  );
}

/** What is still to be done; `null` while the database cannot be asked. */
export async function countOpen(world: Surroundings): Promise<number | null> {
  const { db, close } = openBooks(world);
  try {
    const { rows } = await sql<{ open: number }>`select
      (select count(*) from deliveries where state in ('due', 'sending'))
      + (select count(*) from rounds where state in ('waiting', 'sending'))
      + (select count(*) from readings where state in ('requested', 'running')) as open`.execute(db);
    return Number(rows[0]?.open ?? 0);
  } catch {
    return null;
  } finally {
    await close();
  }
}

async function findIllegal(world: Surroundings): Promise<string[]> {
  const { db, close } = openBooks(world);
  try {
    const found: string[] = [];
    const enforcement = await db.selectFrom('enforcements').select(['state', 'until']).execute();
    if (enforcement.length !== 1 || enforcement[0]?.state !== 'off')
      found.push(`enforcement ${JSON.stringify(enforcement)}`);
    const given = await db
      .selectFrom('deliveries')
      .select(['state', 'last_error'])
      .where('state', '=', 'undeliverable')
      .execute();
    if (given.length > 0) found.push(`${given.length} undeliverable (${given[0]?.last_error})`);
    const rounds = await db.selectFrom('rounds').select('state').execute();
    if (rounds.some(({ state }) => state !== 'finished'))
      found.push(`rounds ${rounds.map(({ state }) => state).join(', ')}`);
    return found;
  } finally {
    await close();
  }
}

export async function closeBooks(world: Surroundings, members: Members): Promise<Books> {
  const messages = members.map(({ id }) => remindersOf(world, id));
  const mails = members.map(({ name }) => world.mailbox.list(`${name}@example.com`));
  const copies = mails.map((received) => received.length);
  const illegal = await findIllegal(world);
  const verified = await runMuster(['audit', 'verify'], world.env).ended;
  if (verified.code !== 0) illegal.push(`audit: ${verified.stderr.trim()}`);
  const count = (numbers: readonly number[], wrong: (number: number) => boolean) => numbers.filter(wrong).length;
  return {
    lost: count(messages, (many) => many === 0) + count(copies, (many) => many === 0),
    doubled: count(messages, (many) => many > 1) + count(copies, (many) => many > 2),
    twiceMailed: count(copies, (many) => many === 2),
    illegal,
  };
}
