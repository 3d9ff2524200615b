/** 5,000 members in 30 time zones and a campaign of 30 days. What the ledger says is judged by rules written anew here. */
import { expect, onTestFinished, test } from 'vitest';
import { readProgress } from '../../../src/db/campaign-progress-repository.ts';
import { listOpenCampaigns } from '../../../src/db/campaign-repository.ts';
import { openDatabase } from '../../../src/db/database.ts';
import { listDueDeliveries } from '../../../src/db/delivery-repository.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { newCampaignId } from '../../../src/service/campaigns/changing.ts';
import type { CampaignForm } from '../../../src/service/campaigns/drafting.ts';
import { runCampaigns } from '../../../src/service/campaigns/running.ts';
import { deliver } from '../../../src/service/deliveries/delivering.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';
import { createServices } from '../../../src/service/services.ts';
import { addStandings, createOrganization } from '../db/world.ts';
import { judgeLedger } from './judge.ts';
import { createLives, ZONES } from './lives.ts';
import { createHandClock, createRoster, createServiceDeps } from './parts.ts';

const MEMBERS = 5_000;
const DAY_MS = 24 * 60 * 60_000;
const TICK_MS = 30 * 60_000;
/** Clocks change in Europe on the 29th of March and in Chile, Australia and New Zealand on the 5th of April. */
const START = new Date('2026-03-16T00:00:00Z');
const DEADLINE = new Date(START.getTime() + 30 * DAY_MS);
/** The bot stands still over a working day: what came due meanwhile is sent once. */
const DOWN = { from: new Date('2026-03-24T22:00:00Z'), to: new Date('2026-03-25T12:00:00Z') };

const FORM: CampaignForm = {
  audience: { type: 'everyone' },
  exceptSlackUserIds: ['UEXCEPT'],
  deadline: DEADLINE,
  cadence: { type: 'own', everyWorkingDays: 4, dailyInLastWeek: true, twiceOnLastDays: true },
  channels: { type: 'both', emailAfter: 3 },
  workingTime: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 },
  timeZone: 'America/New_York',
  snoozes: { count: 2, longestDays: 7 },
  message: 'We handle patient data.',
  atDeadline: 'tell_owners',
};

async function deliverDue(deps: ServiceDeps): Promise<void> {
  for (;;) {
    const clocks = { now: deps.clock.now(), machineNow: new Date() };
    const due = await listDueDeliveries(deps.database.db, { ...clocks, limit: 1_000, after: undefined });
    if (due.length === 0) return;
    await Promise.all(due.map(({ deliveryId, attempt }) => deliver(deps, deliveryId, attempt)));
  }
}

test('every nudge of a campaign of 30 days for 5,000 members in 30 time zones obeys every rule', {
  timeout: 560_000,
}, async ({ annotate }) => {
  // In memory: what a disk takes for 20,000 commits is not what is tested.
  const handle = openDatabase({ type: 'sqlite', file: ':memory:' });
  onTestFinished(() => handle.close());
  await migrateUp(handle.db);
  const { db } = handle;
  const { id: organizationId } = await createOrganization(db);
  const owner = { status: 'enabled', role: 'primary_owner', slackUserId: 'UOWNER', name: 'Olivia' } as const;
  const excepted = { status: 'disabled', slackUserId: 'UEXCEPT' } as const;
  const people = Array.from({ length: MEMBERS }, (_, index) => ({
    status: 'disabled' as const,
    slackUserId: `U${index}`,
    email: `u${index}@example.com`,
    timeZone: ZONES[index % ZONES.length] ?? null,
  }));
  const ids = await addStandings(handle, organizationId, [owner, excepted, ...people], START);

  const clock = createHandClock(START);
  const undisturbed = new Map<string, Date>();
  const deps = createServiceDeps(handle, clock, { roster: createRoster(undisturbed) });
  const services = createServices(deps);
  const caller = { organizationId, slackUserId: 'UOWNER', source: 'slack:modal' } as const;
  const campaignId = newCampaignId();
  expect(await services.campaigns.start(caller, { id: campaignId, form: FORM, word: '' })).toMatchObject({
    type: 'done',
  });

  const lives = createLives({ deps, organizationId, services, undisturbed, memberIds: ids.slice(2), start: START });
  const began = performance.now();
  let ticks = 0;
  while ((await listOpenCampaigns(db, organizationId)).length > 0) {
    clock.set(new Date(START.getTime() + ticks * TICK_MS));
    ticks += 1;
    await lives.live(clock.now());
    if (clock.now() >= DOWN.from && clock.now() < DOWN.to) continue;
    await runCampaigns(deps, organizationId);
    await deliverDue(deps);
    expect(ticks).toBeLessThan((50 * DAY_MS) / TICK_MS);
  }
  const simulatedMs = performance.now() - began;

  const verdict = await judgeLedger(db, {
    campaignId,
    start: START,
    deadline: DEADLINE,
    past: lives.past,
    tickMs: TICK_MS,
  });
  expect(verdict.broken.slice(0, 20)).toEqual([]);
  const progress = await readProgress(db, organizationId, campaignId, clock.now());
  expect(progress).toMatchObject(verdict.summary);
  expect(verdict.nudges).toBeGreaterThan(20_000);
  const notices = await db.selectFrom('notices').select('kind').execute();
  expect(notices).toEqual([{ kind: 'campaign_deadline' }]);
  await annotate(
    `${verdict.nudges} nudges and ${verdict.deliveries} deliveries in ${ticks} ticks, ${(simulatedMs / 1_000).toFixed(1)} s`,
  );
});
