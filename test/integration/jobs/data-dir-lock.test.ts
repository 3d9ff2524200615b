import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DataDirInUseError, lockDataDir } from '../../../src/jobs/data-dir-lock.ts';
import { startChild } from '../../support/child.ts';

describe('the lock on DATA_DIR', () => {
  let parent: string;
  let dataDir: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'muster-lock-'));
    dataDir = join(parent, 'a', 'data');
  });
  afterEach(() => rm(parent, { recursive: true }));

  it('makes the folder readable by its owner only', async () => {
    const lock = lockDataDir(dataDir);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    lock.release();
  });

  it('refuses a second process, by name, and lets it in when the first has ended by kill -9', {
    timeout: 90_000,
  }, async () => {
    const child = startChild(new URL('./support/lock-holder.ts', import.meta.url), dataDir);
    onTestFinished(() => child.kill());
    await expect.poll(() => child.told, { timeout: 60_000 }).toEqual(['locked']);
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError);
    expect(() => lockDataDir(dataDir)).toThrow(dataDir);
    await child.kill();
    lockDataDir(dataDir).release();
  });

  it('refuses a second lock of the same process too, until the first is released', () => {
    const lock = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError);
    lock.release();
    lockDataDir(dataDir).release();
  });
});
