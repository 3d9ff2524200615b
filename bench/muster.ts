/** The whole bot in a process of its own, as `muster start` makes it, with what a benchmark asks of it besides. */
import { readConfig } from '../src/config.ts';
import { createContext } from '../src/context.ts';
import { openDatabase } from '../src/db/database.ts';
import { listMembers, tallyMembers } from '../src/db/member-list-repository.ts';
import { listOrganizations } from '../src/db/organization-repository.ts';
import { findLatestReading } from '../src/db/reading-repository.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { openEngine } from '../src/jobs/open-engine.ts';
import { openQueue } from '../src/jobs/queue.ts';
import { createLogger } from '../src/log.ts';
import { planReminder } from '../src/service/reminders/reminder-plan.ts';
import { childSettings, serveParent } from './support/child.ts';
import { OWNER_ID } from './support/workspace.ts';

export type MusterQuestion =
  | { type: 'port' }
  /** Answered once a reading has counted so many people. */
  | { type: 'counted'; people: number }
  /** Plans a reminder for everybody who lacks MFA, due in ten minutes; answers how many. */
  | { type: 'plan'; channels: 'known' | 'unknown' }
  /** Sets the clock of the rules ten minutes forward and wakes the deliveries; answers the moment. */
  | { type: 'wake' };

const TEN_MINUTES_MS = 10 * 60_000;

const outcome = readConfig(childSettings());
if (outcome.type === 'invalid') throw new Error(JSON.stringify(outcome.problems));
const { config } = outcome;
const log = createLogger(config.logLevel);
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const context = await createContext(config, log, { clock });
const { port } = await context.start();

// A connection of its own: planning is not what is measured.
const database = openDatabase(config.database);
const [organization] = await listOrganizations(database.db);
if (organization === undefined) throw new Error('the bot made no organization');
const organizationId = organization.id;

async function waitUntilCounted(people: number): Promise<null> {
  for (;;) {
    const { counted } = await tallyMembers(database.db, organizationId, clock.now());
    const latest = await findLatestReading(database.db, organizationId, 'slack');
    if (counted >= people && latest?.state === 'completed') return null;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function plan(channels: 'known' | 'unknown'): Promise<number> {
  const now = new Date(clock.now().getTime() + TEN_MINUTES_MS);
  if (channels === 'unknown') await database.db.updateTable('members').set({ dm_channel_id: null }).execute();
  const everybody = await listMembers(database.db, organizationId, { filter: 'all', limit: 100_000 }, now);
  const owner = everybody.find(({ slackUserId }) => slackUserId === OWNER_ID);
  const missing = everybody.filter(({ mfaStatus }) => mfaStatus === 'disabled');
  const request = { reason: 'manual', requestedBy: owner?.id ?? null, roundId: null, deadline: null } as const;
  await inTransaction(database, async (trx) => {
    for (const member of missing)
      await planReminder(trx, organizationId, member, request, { mailEnabled: config.mail !== null, now });
  });
  return missing.length;
}

async function wake(): Promise<number> {
  const engine = await openEngine(config.queue, log);
  const queue = await openQueue(engine, log);
  aheadMs += TEN_MINUTES_MS + 1000;
  const at = performance.timeOrigin + performance.now();
  await queue.wakeDeliveries();
  await queue.close();
  await engine.close();
  return at;
}

async function answer(question: MusterQuestion): Promise<number | null> {
  switch (question.type) {
    case 'port':
      return port;
    case 'counted':
      return waitUntilCounted(question.people);
    case 'plan':
      return plan(question.channels);
    case 'wake':
      return wake();
  }
}

serveParent(answer, async () => {
  await context.close();
  await database.close();
});
