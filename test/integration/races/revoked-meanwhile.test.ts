import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getEnforcement } from '../../../src/db/enforcement-repository.ts';
import { standingOf } from '../../../src/domain/enforcement.ts';
import { submitArming } from '../../../src/service/enforcement/arming.ts';
import { turnOnByItself } from '../../../src/service/enforcement/turning-on.ts';
import { runRequestedReadings } from '../../../src/service/readings/reading.ts';
import { found, openForTwo, type Real } from './organization.ts';

const HOLDER = 2;

/** The moment between reading a permission and acting on it is open to others only where connections are several. */
let place: Awaited<ReturnType<typeof openForTwo>>;
let real: Real;
beforeAll(async () => {
  place = await openForTwo('postgres');
});
afterAll(() => place.drop());
beforeEach(async () => {
  real = await found(place.handles);
});

/** A bot that reads who holds which grant, whereupon the other bot takes all grants back. */
function overtakenBot() {
  const { deps } = real.bot(0);
  const reads = new WeakSet<object>();
  let isOver = false;
  const takeBackOnce: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (node.kind === 'SelectQueryNode' && JSON.stringify(node.from).includes('"grants"')) reads.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      if (!reads.has(queryId) || isOver) return result;
      isOver = true;
      await real.bot(1).services.grants.revoke(real.callerOf(0), {
        subject: { type: 'member', slackUserId: real.world.at(HOLDER).slackUserId },
        permission: 'enforce',
      });
      return result;
    },
  };
  return { ...deps, database: { ...deps.database, db: deps.database.db.withPlugin(takeBackOnce) } };
}

const readStanding = async () => standingOf(await getEnforcement(real.db, real.organizationId));

const submission = {
  turningOn: { type: 'when_ready' },
  word: 'ENFORCE',
  confirmedExempt: null,
} as const;

test('whoever has just lost `enforce` does not let it turn on by itself', async () => {
  const { revision } = await getEnforcement(real.db, real.organizationId);
  const outcome = await submitArming(overtakenBot(), real.callerOf(HOLDER), { ...submission, revision });
  expect(outcome).toMatchObject({ type: 'refused', refusal: { code: 'not_permitted' } });
  expect(await readStanding()).toBe('off');
});

test('nor does what they had armed turn on', async () => {
  const { deps } = real.bot(0);
  const { revision } = await getEnforcement(real.db, real.organizationId);
  expect(await submitArming(deps, real.callerOf(HOLDER), { ...submission, revision })).toMatchObject({ type: 'done' });
  expect(await readStanding()).toBe('armed');
  await runRequestedReadings(deps, real.organizationId);
  await turnOnByItself(overtakenBot(), real.organizationId);
  expect(await readStanding()).toBe('off');
});
