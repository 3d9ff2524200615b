/**
 * `OVERLOAD_SECONDS=60` for a whole minute, on a machine that does nothing else: only then is it
 * asked how quick the answers are. It prints what it counted.
 */
import { expect, onTestFinished, test } from 'vitest';
import { askUntil } from '../../support/acting.ts';
import { startChild } from '../../support/child.ts';
import { createSurroundings, PEOPLE, TOKENS } from '../../support/muster.ts';
import { type FloodOrder, floodSchema } from '../../support/overload/order.ts';
import { readVitals, watchVitals } from '../../support/overload/vitals.ts';
import { startBot } from '../../support/process.ts';
import { eventually } from '../../support/wait.ts';

const PER_SECOND = Number(process.env['OVERLOAD_PER_SECOND'] ?? 500);
const MEASURED_SECONDS = process.env['OVERLOAD_SECONDS'];
const SECONDS = Number(MEASURED_SECONDS ?? 5);
const WITHIN_MS = 3_000;
/** How long the directory takes for each answer: longer than Slack waits. */
const DIRECTORY_MS = 5_000;

const { olivia, ada } = PEOPLE;
const MEMBERS = Array.from({ length: 500 }, (_, index) => ({
  id: `U0M${String(index).padStart(7, '0')}`,
  name: `member${index}`,
  real_name: `Member Number ${index}`,
  has_2fa: index % 2 === 0,
}));
const COUNTED = /of 506 counted members have MFA on/;

/** What people type; half of it needs the directory. */
const COMMANDS = [
  { userId: '{n}', text: 'status' },
  { userId: '{n}', text: 'check' },
  { userId: olivia.id, text: 'status' },
  { userId: ada.id, text: 'remind <@{n}>' },
  { userId: '{n}', text: '' },
  { userId: '{n}', text: 'check' },
];

async function flood(order: FloodOrder) {
  const child = startChild(new URL('../../support/overload/flood.ts', import.meta.url), order);
  onTestFinished(() => child.kill());
  await child.ended;
  return floodSchema.parse(child.told[0]);
}

test('500 commands a second with a slow directory: each answered within 3 s or refused kindly; then all is as before', {
  timeout: (SECONDS + 240) * 1_000,
}, async () => {
  const world = await createSurroundings({ people: [...Object.values(PEOPLE), ...MEMBERS] });
  onTestFinished(() => world.close());
  const { slack } = world;
  const { url, ...bot } = await startBot(world);
  await askUntil({ slack }, olivia.id, 'status', COUNTED);
  const before = await readVitals(url);

  for (const method of ['users.list', 'users.info']) slack.faults.set(method, { type: 'slow', ms: DIRECTORY_MS });
  const watch = watchVitals(url);
  const members = MEMBERS.map(({ id }) => id);
  const where = { url, signingSecret: TOKENS.signingSecret, teamId: slack.team.teamId };
  const seen = await flood({ ...where, perSecond: PER_SECOND, seconds: SECONDS, commands: COMMANDS, members });
  const most = await watch.stop();
  process.stdout.write(`${JSON.stringify({ seconds: SECONDS, ...seen, before, most })}\n`);

  // Slack shows the person an error for anything but 200.
  expect(seen).toMatchObject({ sent: PER_SECOND * SECONDS, failed: 0 });
  expect(seen.taken).toBeGreaterThan(0);
  if (MEASURED_SECONDS !== undefined) expect(seen.slowestMs).toBeLessThan(WITHIN_MS);
  expect(most.jobs).toBeLessThan(MEMBERS.length * 2);
  expect(most.residentMb - before.residentMb).toBeLessThan(300);

  slack.faults.clear();
  await askUntil({ slack }, olivia.id, 'status', COUNTED);
  await askUntil({ slack }, String(members[0]), 'check', /There is nothing left to do/);
  await eventually(async () => expect((await readVitals(url)).deliveries).toBe(0));
  bot.kill('SIGTERM');
  expect((await bot.ended).code).toBe(0);
});
