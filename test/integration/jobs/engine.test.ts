import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CapturedLog, captureLog } from './support/captured-log.ts';
import { ENGINES, type Place, preparePlace } from './support/engines.ts';
import { createGate, newDeliveries } from './support/payloads.ts';
import { type JobRig, openRig } from './support/rig.ts';

describe.each(ENGINES)('jobs on %s', (type) => {
  let place: Place;
  let rig: JobRig;
  let captured: CapturedLog;

  beforeAll(async () => {
    captured = captureLog();
    place = await preparePlace(type);
    rig = await openRig(place.choice, captured.log);
  });

  afterEach(() => rig.empty());

  afterAll(async () => {
    await rig.close();
    await place.remove();
  });

  it('runs every delivery once, however often the sweep enqueues it', async () => {
    const deliveries = newDeliveries(300);
    const ran: string[] = [];
    await rig.queue.enqueueDeliveries(deliveries);
    await rig.queue.enqueueDeliveries(deliveries);
    await rig.work({ deliver: async ({ deliveryId }) => void ran.push(deliveryId) });
    await rig.queue.drained();
    expect(ran.toSorted()).toEqual(deliveries.map(({ deliveryId }) => deliveryId).toSorted());
    expect(await rig.queue.counts()).toMatchObject({ 'muster-deliveries': { waiting: 0, active: 0, delayed: 0 } });
  });

  it('takes the next attempt of a delivery for another job', async () => {
    const [delivery] = newDeliveries(1);
    const attempts: number[] = [];
    if (delivery) await rig.queue.enqueueDeliveries([delivery, { ...delivery, attempt: 2 }]);
    await rig.work({ deliver: async ({ attempt }) => void attempts.push(attempt) });
    await rig.queue.drained();
    expect(attempts.toSorted()).toEqual([1, 2]);
  });

  it('adds one sweep for many wake-ups while it waits', async () => {
    await Promise.all(Array.from({ length: 50 }, () => rig.queue.wakeDeliveries()));
    await rig.queue.wakeReadings();
    expect(await rig.queue.counts()).toMatchObject({ 'muster-system': { waiting: 1 } });
  });

  it('sweeps once more when it is woken during a sweep', async () => {
    const gate = createGate();
    let sweeps = 0;
    await rig.work({
      sweep: async () => {
        sweeps += 1;
        if (sweeps === 1) await gate.opened;
      },
    });
    await rig.queue.wakeDeliveries();
    await expect.poll(() => sweeps).toBe(1);
    for (let wakes = 0; wakes < 5; wakes += 1) await rig.queue.wakeDeliveries();
    gate.open();
    await expect.poll(() => sweeps).toBe(2);
    await rig.queue.drained();
    expect(sweeps).toBe(2);
  });

  it('never loses a wake-up: the last sweep sees what was committed before the last wake', async () => {
    let committed = 0;
    let seen = 0;
    let sweeps = 0;
    await rig.work({
      sweep: async () => {
        sweeps += 1;
        seen = committed;
        await new Promise(setImmediate);
      },
    });
    for (let round = 0; round < 40; round += 1) {
      const wakes = Array.from({ length: 5 }, async () => {
        committed += 1;
        await rig.queue.wakeDeliveries();
      });
      await Promise.all(wakes);
      await expect.poll(() => seen, { interval: 1 }).toBe(committed);
    }
    expect(sweeps).toBeLessThan(committed);
  });

  it('reads an organization again when that was asked for during a reading', async () => {
    const gate = createGate();
    const organizationId = 'org_019ab6f0-0000-7000-8000-000000000001';
    const other = 'org_019ab6f0-0000-7000-8000-000000000002';
    const ran: string[] = [];
    await rig.work({
      read: async (payload) => {
        ran.push(payload.organizationId);
        if (ran.length === 1) await gate.opened;
      },
    });
    await rig.queue.enqueueReadings([organizationId]);
    await expect.poll(() => ran).toEqual([organizationId]);
    await rig.queue.enqueueReadings([organizationId, other, organizationId]);
    gate.open();
    await expect.poll(() => ran.length).toBe(3);
    await rig.queue.drained();
    expect(ran.toSorted()).toEqual([organizationId, organizationId, other]);
  });

  it('logs a handler that throws and goes on; the queue does not repeat it', async () => {
    const deliveries = newDeliveries(3);
    let ran = 0;
    await rig.queue.enqueueDeliveries(deliveries);
    await rig.work({
      deliver: async () => {
        ran += 1;
        throw new Error('no such channel');
      },
    });
    await rig.queue.drained();
    expect(ran).toBe(3);
    expect(captured.lines.filter((line) => line.includes('no such channel'))).toHaveLength(3);
  });

  it('logs and drops a job that nobody knows and a payload that is not its own', async () => {
    const ran: string[] = [];
    await rig.queue.queues['muster-system'].add('polka', {});
    await rig.queue.queues['muster-deliveries'].add('deliver', { deliveryId: 'rem_1', attempt: 'x' });
    await rig.queue.queues['muster-deliveries'].add('toString', {});
    await rig.work({ deliver: async () => void ran.push('deliver') });
    await rig.queue.drained();
    expect(ran).toEqual([]);
    expect(captured.lines.join('')).toContain('polka');
    expect(captured.lines.join('')).toContain('rem_1');
  });

  it('waits on closing for the job that runs, and takes no other', async () => {
    const gate = createGate();
    const order: string[] = [];
    const workers = await rig.work(
      {
        deliver: async () => {
          order.push('started');
          await gate.opened;
          order.push('finished');
        },
      },
      { concurrency: { 'muster-deliveries': 1 } },
    );
    await rig.queue.enqueueDeliveries(newDeliveries(2));
    await expect.poll(() => order).toEqual(['started']);
    const closed = workers.close().then(() => order.push('closed'));
    gate.open();
    await closed;
    expect(order).toEqual(['started', 'finished', 'closed']);
    expect(await rig.queue.counts()).toMatchObject({ 'muster-deliveries': { waiting: 1, active: 0 } });
  });

  it('aborts on closing a job that does not end', async () => {
    const aborted = createGate();
    let started = false;
    const workers = await rig.work({
      deliver: async (_payload, { signal }) => {
        started = true;
        signal.addEventListener('abort', aborted.open);
        await aborted.opened;
      },
    });
    await rig.queue.enqueueDeliveries(newDeliveries(1));
    await expect.poll(() => started).toBe(true);
    await workers.close(50);
    await aborted.opened;
  });

  it('comes to an end even with a job that ignores the abortion', async () => {
    const place = await preparePlace(type);
    const stuck = await openRig(place.choice, captured.log);
    const gate = createGate();
    let started = false;
    const workers = await stuck.work({
      deliver: async () => {
        started = true;
        await gate.opened;
      },
    });
    await stuck.queue.enqueueDeliveries(newDeliveries(1));
    await expect.poll(() => started).toBe(true);
    await workers.close(50);
    await stuck.close();
    gate.open();
    await place.remove();
  });

  it('answers a ping', async () => {
    await expect(rig.queue.ping()).resolves.toBeUndefined();
  });
});
