import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureLog } from './support/captured-log.ts';
import { ENGINES, type Place, preparePlace } from './support/engines.ts';
import { type JobRig, openRig } from './support/rig.ts';

describe.each(ENGINES)('schedules on %s', (type) => {
  let place: Place;
  let rig: JobRig;

  beforeEach(async () => {
    place = await preparePlace(type);
    rig = await openRig(place.choice, captureLog().log);
  });

  afterEach(async () => {
    await rig.close();
    await place.remove();
  });

  it('sweeps and ticks on time', async () => {
    const sweeps: number[] = [];
    const ticks: number[] = [];
    await rig.work({
      sweep: async () => void sweeps.push(Date.now()),
      tick: async () => void ticks.push(Date.now()),
    });
    const scheduledAt = Date.now();
    await rig.schedule({ sweepEveryMs: 400, tickEveryMs: 1_000 });
    await expect.poll(() => sweeps.length).toBeGreaterThan(5);
    // One at once, one at the next full 400 ms, and then one each.
    expect((sweeps[5] ?? 0) - scheduledAt).toBeGreaterThan(4 * 400);
    await expect.poll(() => ticks.length).toBeGreaterThan(0);
  });

  it('follows a schedule that was changed, and keeps one that was not', async () => {
    const first = await rig.schedule({ sweepEveryMs: 60_000, tickEveryMs: 60_000 });
    await first.close();
    const system = rig.queue.queues['muster-system'];
    const before = await system.getJobScheduler('tick');
    await rig.schedule({ sweepEveryMs: 30_000, tickEveryMs: 60_000 });
    expect(await system.getJobScheduler('sweep')).toMatchObject({ every: 30_000 });
    expect(await system.getJobScheduler('tick')).toEqual(before);
  });
});
