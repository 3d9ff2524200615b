import { expect, test } from 'vitest';
import { gatherReads, rememberReads, shareReads } from '../../../src/service/screens/share-reads.ts';

function createReader() {
  const calls: { key: string; answer: (value: string) => void; fail: (error: Error) => void }[] = [];
  const read = shareReads(
    (key: string) => new Promise<string>((answer, fail) => void calls.push({ key, answer, fail })),
  );
  return { calls, read };
}

test('who asks at the same moment shares one read', async () => {
  const { calls, read } = createReader();
  const both = Promise.all([read('a'), read('a')]);
  await expect.poll(() => calls.length).toBe(1);
  calls[0]?.answer('once');
  expect(await both).toEqual(['once', 'once']);
});

test('who asks while a read is under way gets the one that follows, never an answer from before', async () => {
  const { calls, read } = createReader();
  const early = read('a');
  await expect.poll(() => calls.length).toBe(1);
  const late = Promise.all([read('a'), read('a')]);
  calls[0]?.answer('old');
  expect(await early).toBe('old');
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer('new');
  expect(await late).toEqual(['new', 'new']);
});

test('a failure goes to those who asked for it, and the next read is a new one', async () => {
  const { calls, read } = createReader();
  const failing = read('a');
  failing.catch(() => undefined);
  await expect.poll(() => calls.length).toBe(1);
  const next = read('a');
  calls[0]?.fail(new Error('away'));
  await expect(failing).rejects.toThrow('away');
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer('back');
  expect(await next).toBe('back');
});

test('different keys are read side by side', async () => {
  const { calls, read } = createReader();
  const both = Promise.all([read('a'), read('b')]);
  await expect.poll(() => calls.map(({ key }) => key)).toEqual(['a', 'b']);
  for (const { key, answer } of calls) answer(key);
  expect(await both).toEqual(['a', 'b']);
});

test('items that are asked for at the same moment are read together, each once; what is not found is undefined', async () => {
  const asked: (readonly string[])[] = [];
  const read = gatherReads(async (items: readonly string[]) => {
    asked.push(items);
    return new Map(items.filter((item) => item !== 'nobody').map((item) => [item, item.toUpperCase()]));
  });
  expect(await Promise.all([read('a'), read('b'), read('a'), read('nobody')])).toEqual(['A', 'B', 'A', undefined]);
  expect(await read('c')).toBe('C');
  expect(asked).toEqual([['a', 'b', 'nobody'], ['c']]);
});

test('what was read is remembered for as long as the version is the same, and a failure is not', async () => {
  let version = 'one';
  let isDown = false;
  const asked: string[] = [];
  const read = rememberReads(
    async () => version,
    async (key: string) => {
      asked.push(key);
      if (isDown) throw new Error('away');
      return `${key} of ${version}`;
    },
  );
  expect(await Promise.all([read('a'), read('a'), read('b')])).toEqual(['a of one', 'a of one', 'b of one']);
  version = 'two';
  isDown = true;
  await expect(read('a')).rejects.toThrow('away');
  isDown = false;
  expect([await read('a'), await read('a')]).toEqual(['a of two', 'a of two']);
  expect(asked).toEqual(['a', 'b', 'a', 'a']);
});
