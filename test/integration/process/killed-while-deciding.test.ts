import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { FIELDS } from '../../../src/slack/ids.ts';
import { createSurroundings, PEOPLE } from '../../support/muster.ts';
import { crash, runMuster, type Surroundings, startBot } from '../../support/process.ts';
import { directTexts, PATIENCE_MS } from '../../support/screen.ts';

const { olivia, oscar } = PEOPLE;
const PROMISED_MS = 90_000;

/** Resolves when Slack is asked; its answer comes later than the crash. */
function asked({ slack }: Surroundings, method: string, skip = 0): Promise<void> {
  return new Promise((resolve) => {
    const when = () => {
      resolve();
      return true;
    };
    let left = skip;
    const later = () => {
      left -= 1;
      return left < 0 && when();
    };
    slack.faults.set(method, { type: 'slow', ms: 5_000 }, { times: 1, when: later });
  });
}

async function openEnforce({ slack }: Surroundings): Promise<void> {
  const open = async () => {
    await slack.as(olivia.id).command('/mfa', 'enforce');
    return slack.lookAt(olivia.id).modals.length;
  };
  await expect.poll(open, { timeout: PATIENCE_MS, interval: 500 }).toBe(1);
}

function count({ env }: Surroundings, statement: string): unknown {
  const file = new Database(`${env.DATA_DIR}/muster.sqlite`, { readonly: true });
  try {
    return file.prepare(statement).pluck().get();
  } finally {
    file.close();
  }
}

/** The role of whoever asked is read live at the submission, and again at the decision. */
test.for([
  ['in the middle of the reading', 'users.list', 0],
  ['at the decision', 'users.info', 1],
] as const)(
  'killed with SIGKILL %s, a request to enforce is decided once after the restart',
  { timeout: 240_000 },
  async ([, method, skip], { annotate }) => {
    const people = Object.values(PEOPLE).map((person) => ({ ...person, has_2fa: true }));
    const world = await createSurroundings({ people, env: { LEASE: '4s' } });
    onTestFinished(() => world.close());
    const bot = await startBot(world);
    await openEnforce(world);
    const met = asked(world, method, skip);
    await world.slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
    await met;
    await crash(bot);
    expect(count(world, "select count(*) from enforce_requests where state = 'waiting'")).toBe(1);

    await startBot(world);
    const restartedAt = performance.now();
    const results = () => directTexts(world.slack, olivia.id).filter((text) => /mandatory|is on/i.test(text)).length;
    // The result for who asked, and the notice for owners.
    await expect.poll(results, { timeout: PROMISED_MS, interval: 100 }).toBe(2);
    await annotate(`decided ${((performance.now() - restartedAt) / 1000).toFixed(1)} s after the restart`);
    await expect.poll(() => directTexts(world.slack, oscar.id).length, { timeout: PATIENCE_MS }).toBe(1);
    expect(count(world, 'select state from enforcements')).toBe('on');
    expect(count(world, "select count(*) from audit_events where type = 'enforcement.on'")).toBe(1);
    expect(count(world, "select count(*) from enforce_requests where state = 'waiting'")).toBe(0);
    expect(await runMuster(['audit', 'verify'], world.env).ended).toMatchObject({ code: 0, stderr: '' });
  },
);
