import { expect, it } from 'vitest';
import { coalesce } from '../../../src/jobs/coalesce.ts';

function createWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  return { wake: coalesce(work), ends };
}

it('makes one call for all who ask while another is under way, and it comes after them', async () => {
  const { wake, ends } = createWork();
  const first = wake();
  const others = [wake(), wake(), wake()];
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await first;
  await expect.poll(() => ends.length).toBe(2);
  const late = wake();
  ends[1]?.();
  await Promise.all(others);
  await expect.poll(() => ends.length).toBe(3);
  ends[2]?.();
  await late;
});

it('calls again for who asks after the last call ended', async () => {
  const { wake, ends } = createWork();
  const first = wake();
  ends[0]?.();
  await first;
  const second = wake();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await second;
});
