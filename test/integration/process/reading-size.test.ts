/** DESIGN section 5: memory does not grow with the organization, nor does the time of one person. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startChild } from '../../support/child.ts';

const SMALL = 25_000;
const LARGE = 100_000;
const MEGABYTE = 2 ** 20;
/** The first reads in what every reading needs. */
const SIZES = [1_000, SMALL, LARGE];

const measureSchema = z.object({
  size: z.number(),
  cpuMs: z.number(),
  grownBy: z.number(),
  peakBy: z.number(),
  status: z.object({ answers: z.number(), slowestMs: z.number(), counted: z.number().nullable() }),
});

test('100,000 people leave no trace in memory, cost no more each than 25,000 do, and hold nobody up', {
  timeout: 900_000,
}, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-size-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = new URL('../../support/measured-reading.ts', import.meta.url);
  const child = startChild(program, { folder, sizes: SIZES }, ['--expose-gc']);
  onTestFinished(() => child.kill());
  await child.ended;
  const [, small, large] = z.array(measureSchema).length(SIZES.length).parse(child.told);
  if (small === undefined || large === undefined) throw new Error('not everything was measured');

  expect(large.status.counted).toBe(LARGE);
  expect(large.grownBy).toBeLessThan(64 * MEGABYTE);
  expect(large.peakBy).toBeLessThan(64 * MEGABYTE);
  // Time of the processor: what else the machine does is not in it. Four times as many people.
  expect(large.cpuMs / small.cpuMs).toBeLessThan(6);
  expect(large.status.answers).toBeGreaterThan(0);
  expect(large.status.slowestMs).toBeLessThan(3_000);
});
