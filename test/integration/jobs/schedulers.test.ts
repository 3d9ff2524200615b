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
    await rig.schedule({ sweepEveryMs: 400, tickEveryMs: 1_000 });
    await expect.poll(() => sweeps.length, { timeout: 10_000 }).toBeGreaterThan(5);
    const [first = 0, , , , , sixth = 0] = sweeps;
    expect(sixth - first).toBeGreaterThan(4 * 400);
    expect(sixth - first).toBeLessThan(8 * 400);
    await expect.poll(() => ticks.length, { timeout: 5_000 }).toBeGreaterThan(0);
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
