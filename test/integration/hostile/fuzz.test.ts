import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { PersonInput } from '../../../src/playground/slack/state/person.ts';
import { launchMuster, type Muster, PEOPLE, TOKENS } from '../../support/muster.ts';
import { firstReading, idle } from '../../support/state.ts';
import { readHeap } from './fuzzing/heap.ts';
import { createClasses, FORGERIES, type InputClass } from './fuzzing/inputs.ts';
import { readRecorded } from './fuzzing/mutations.ts';
import { expectHarmless } from './fuzzing/run.ts';
import { createSender, type Sender } from './fuzzing/sending.ts';
import { BAD_WORDS } from './fuzzing/words.ts';

// A failure prints its seed: `FUZZ_SEED=… npx vitest run test/integration/hostile/fuzz.test.ts` repeats it. The input
// that failed is printed too: in `fuzzing/regressions.json` it is tried first from then on.
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 20_000);
// The same in every run, so that a change is to blame for a failure; `FUZZ_SEED=random` looks for new ones.
const SEED =
  process.env['FUZZ_SEED'] === 'random' ? Date.now() % 2 ** 31 : Number(process.env['FUZZ_SEED'] ?? 20_261_124);
const LIMIT = { timeout: 600_000 };
const SLICE = 1_000;
const CONNECTIONS = 16;
const HEAP_GROWTH_BYTES = 64 * 2 ** 20;

/** People whose names and addresses are as bad as can be. */
const CROWD: PersonInput[] = BAD_WORDS.map((word, index) => ({
  id: `UBAD${String(index).padStart(6, '0')}`,
  name: `bad${index}`,
  real_name: word.slice(0, 400),
  has_2fa: index % 3 === 0,
  ...(index % 2 === 0 && { email: `${word.slice(0, 60)}@acme.example` }),
}));

const regressionSchema = z.array(
  z.object({
    class: z.string(),
    signing: z.enum(['genuine', ...FORGERIES]),
    contentType: z.string(),
    body: z.string(),
    retry: z.number().nullable(),
  }),
);
const regressions = regressionSchema.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'fuzzing/regressions.json'), 'utf8')),
);

/** An apology, unless Slack refused somebody who is not there, or was itself too slow on a busy machine. */
function isBug(line: string): boolean {
  return line.includes('an interaction failed') && !/invalid `user_id`|user_not_found|TimeoutError/.test(line);
}

let muster: Muster;
let sender: Sender;
const logged: string[] = [];
beforeAll(async () => {
  muster = await launchMuster({
    people: [...Object.values(PEOPLE), ...CROWD],
    env: { LOG_LEVEL: 'error' },
    log: { write: (line) => void logged.push(line) },
  });
  await firstReading(muster);
  await idle(muster);
  sender = createSender(muster.url, TOKENS.signingSecret, CONNECTIONS);
}, LIMIT.timeout);
afterAll(async () => {
  sender.close();
  await muster.close();
}, LIMIT.timeout);

function classes(): InputClass[] {
  return createClasses(muster.slack.team.teamId, { responseUrl: `${muster.slack.url}/nowhere` }, readRecorded());
}

test('inputs that once failed', LIMIT, async () => {
  for (const { class: name, ...input } of regressions) {
    const found = classes().find((one) => one.name === name);
    expect(found, name).toBeDefined();
    if (found !== undefined) await expectHarmless({ muster, sender }, found, [input]);
  }
});

/** A function of its own: what it has made can be collected when it has ended. */
async function sendAll({ inputs, ...of }: InputClass, { count, seed }: { count: number; seed: number }): Promise<void> {
  for (let done = 0; done < count; done += SLICE) {
    const numRuns = Math.min(SLICE, count - done);
    await expectHarmless({ muster, sender }, of, fc.sample(inputs, { seed: seed + done, numRuns }));
    // The stand-in's memory of the last calls is its own, and each may be a megabyte.
    muster.slack.journal.clear();
  }
}

describe(`${COUNT} inputs at the real port, FUZZ_SEED=${SEED}`, () => {
  test.each(Array.from({ length: 8 }, (_, index) => index))('class %i', LIMIT, async (index) => {
    const all = classes();
    const chosen = all[index];
    if (chosen === undefined) throw new Error('there are fewer classes');
    const total = all.reduce((sum, { share }) => sum + share, 0);
    const count = Math.ceil((COUNT * chosen.share) / total);
    const started = await readHeap();
    await sendAll(chosen, { count, seed: SEED + index * 1_000_003 });
    expect(logged.filter(isBug).slice(0, 2)).toEqual([]);
    expect((await readHeap()) - started).toBeLessThan(HEAP_GROWTH_BYTES);
    expect((await fetch(`${muster.url}/healthz`)).status).toBe(200);
    const inChannels = muster.slack.channels().filter(({ type }) => type !== 'im');
    expect(inChannels.flatMap(({ id }) => muster.slack.messages(id))).toEqual([]);
  });
});
