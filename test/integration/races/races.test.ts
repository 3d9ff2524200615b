import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestReading } from '../../../src/db/reading-request-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { AuditEvent } from '../../../src/domain/audit.ts';
import { isOwner } from '../../../src/domain/member.ts';
import { enforces, find, type Model, somebody, stops } from '../../unit/domain/organization-model.ts';
import { dialects } from '../db/databases.ts';
import { type Act, anyAct, perform, type Windows } from './acts.ts';
import { lookAround, readStanding, readTrace, replay } from './judge.ts';
import { found, openForTwo, type Real } from './organization.ts';

// A failure prints its seed and path, and the order of answers: `RACE_SEED=… npx vitest run test/integration/races`.
// The same in every run, so that a change is to blame for a failure; `RACE_SEED=random` looks for new ones.
const SEED =
  process.env['RACE_SEED'] === 'random' ? Date.now() % 2 ** 31 : Number(process.env['RACE_SEED'] ?? 20_261_124);
const RUNS = Number(process.env['RACE_RUNS'] ?? 20);
const LIMIT = { timeout: 300_000 };

function modelOf(real: Real): Model {
  const fresh = { place: 'in', exempt: false, violates: false, clockRuns: false } as const;
  const people = real.world.people.map(({ role, mfa }, index) => ({
    ...fresh,
    boss: isOwner(role),
    mfa,
    granted: index === 2,
  }));
  return { state: 'off', revision: 0, setBy: null, people };
}

/** All that is asked for is done, by both bots at once, and everybody is read once more. */
async function settle(real: Real): Promise<void> {
  const { deps } = real.bot(0);
  await inTransaction(deps.database, (trx) =>
    requestReading(trx, real.organizationId, { directory: 'slack', trigger: 'schedule', now: real.time.now }),
  );
  const work = [0, 1].map(async (index) => {
    await real.bot(index).background.read(real.organizationId);
    await real.bot(index).background.keepUp();
  });
  await Promise.all(work);
  // Whichever bot found a pass of the other under way has left it to it: what is left is done now.
  await real.bot(0).background.read(real.organizationId);
}

/** What a single act must come to: then nobody is overtaken, and the model says it exactly. */
function expectedOf(model: Model, act: Act | undefined, windows: Windows): Model['state'] {
  if (act?.type === 'enforce' && enforces(model, somebody(model, act.who), windows[act.opened])) return 'on';
  const isStop = act?.type === 'stop' && windows[act.opened] === model.revision;
  return isStop && stops(model, somebody(model, act.who)) ? 'off' : model.state;
}

/** A busy machine may be too slow for a live role: that refuses, which is no fault of the rules. */
function wasUnreadable(events: readonly AuditEvent[]): boolean {
  return events.some(({ after }) => JSON.stringify(after).includes('role_unreadable'));
}

async function playRound(real: Real, model: Model, acts: readonly Act[], windows: Windows, scheduler: fc.Scheduler) {
  const before = (await readTrace(real)).length;
  const around = lookAround(real, acts);
  for (const [index, { mfa, role }] of real.world.people.entries())
    Object.assign(somebody(model, index), { mfa, boss: isOwner(role) });
  const expected = acts.length === 1 ? expectedOf(model, acts[0], windows) : null;
  real.world.scheduler = scheduler;
  await scheduler.waitFor(Promise.all(acts.map((act) => perform(real, act, windows))));
  real.world.scheduler = null;
  await settle(real);
  const events = (await readTrace(real)).slice(before);
  await replay(real, model, events, around);
  if (expected !== null && !wasUnreadable(events)) expect(model.state).toBe(expected);
}

/** After a complete reading nothing of the order in which things happened is left, but in who is unknown. */
async function compare(real: Real, model: Model): Promise<void> {
  const standing = await readStanding(real);
  const trace = await readTrace(real);
  const count = (type: string) => trace.filter((event) => event.type === type).length;
  for (const [index, { mfa }] of real.world.people.entries()) {
    const person = somebody(model, index);
    find(model, person, mfa);
    if (mfa === 'unknown') person.violates = standing.violators.includes(index);
  }
  const numbersOf = (having: (person: Model['people'][number]) => boolean) =>
    model.people.flatMap((person, index) => (having(person) ? [index] : []));
  expect(standing).toEqual({
    state: model.state,
    revision: model.revision,
    pending: 0,
    violators: model.state === 'on' ? numbersOf(({ violates }) => violates) : [],
    running: model.state === 'on' ? numbersOf(({ violates, mfa }) => violates && mfa === 'disabled') : [],
    waiting: 0,
    // Each turned it on from another state: none twice.
    enforced: [...new Set(standing.enforced)],
    noticesOn: count('enforcement.on'),
    noticesOff: count('enforcement.off'),
  });
}

describe.each(dialects)(`people who act at the same time, on %s, RACE_SEED=${SEED}`, (dialect) => {
  let database: Awaited<ReturnType<typeof openForTwo>>;
  beforeAll(async () => {
    database = await openForTwo(dialect);
  });
  afterAll(() => database.drop());

  test('nothing happens that the rules do not allow, in whichever order they come', LIMIT, async () => {
    const anyRounds = fc.array(fc.array(anyAct, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 8 });
    const property = fc.asyncProperty(fc.scheduler(), anyRounds, async (scheduler, rounds) => {
      const real = await found(database.handles);
      const model = modelOf(real);
      const windows: Windows = { now: 0, before: -1 };
      for (const acts of rounds) {
        await playRound(real, model, acts, windows, scheduler);
        await compare(real, model);
        // Windows that were opened before the last change stay on somebody's screen.
        if (windows.now !== model.revision) windows.before = windows.now;
        windows.now = model.revision;
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
  });
});
