import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Child, startChild } from '../../support/child.ts';
import { captureLog } from './support/captured-log.ts';
import { ENGINES, preparePlace } from './support/engines.ts';
import { openRig } from './support/rig.ts';

/** The real ones take a minute. */
const RECOVERY = { lockMs: 2_000, checkMs: 500 };

/** A process starts slowly on a small machine that is busy. */
const PATIENCE_MS = 60_000;

const toldSchema = z.object({ type: z.enum(['took', 'acknowledged']), deliveryId: z.string() });

function told(child: Child, type: 'took' | 'acknowledged'): string[] {
  const messages = child.told.map((message) => toldSchema.parse(message));
  return messages.filter((message) => message.type === type).map(({ deliveryId }) => deliveryId);
}

describe.each(ENGINES)('a process killed with SIGKILL on %s', (type) => {
  async function killWhen(work: boolean, isTime: (child: Child) => boolean) {
    const place = await preparePlace(type);
    onTestFinished(() => place.remove());
    const child = startChild(new URL('./support/doomed-worker.ts', import.meta.url), {
      choice: place.choice,
      work,
      recovery: RECOVERY,
    });
    onTestFinished(() => child.kill());
    await expect.poll(() => isTime(child), { timeout: PATIENCE_MS, interval: 5 }).toBe(true);
    await child.kill();
    const rig = await openRig(place.choice, captureLog().log);
    onTestFinished(() => rig.close());
    return { child, rig };
  }

  it('loses no job that was acknowledged, and runs each once', { timeout: 3 * PATIENCE_MS }, async () => {
    const { child, rig } = await killWhen(false, (running) => told(running, 'acknowledged').length >= 100);
    const ran: string[] = [];
    await rig.work({ deliver: async ({ deliveryId }) => void ran.push(deliveryId) });
    await rig.queue.drained();
    expect(ran).toEqual(expect.arrayContaining(told(child, 'acknowledged')));
    expect(new Set(ran).size).toBe(ran.length);
  });

  it('leaves the jobs that it had taken to the next process', { timeout: 3 * PATIENCE_MS }, async () => {
    const { child, rig } = await killWhen(true, (running) => told(running, 'took').length === 3);
    const ran: string[] = [];
    await rig.work({ deliver: async ({ deliveryId }) => void ran.push(deliveryId) }, { recovery: RECOVERY });
    await expect.poll(() => ran, { timeout: PATIENCE_MS }).toEqual(expect.arrayContaining(told(child, 'took')));
    await rig.queue.drained();
    expect(ran).toEqual(expect.arrayContaining(told(child, 'acknowledged')));
  });
});
