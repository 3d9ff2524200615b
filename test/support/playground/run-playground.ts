import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Ended, type Run, runMuster } from '../process.ts';

/** Its page's address: the first line with an address, alone on its line. */
const ADDRESS = /^(http:\/\/\S+)$/m;

/** `muster playground` as a process of its own. */
export interface PlaygroundRun {
  url: string;
  /** From the start of the process to the address. */
  startedInMs: number;
  /** Ends it as Ctrl+C does, and tells how it ended and how long that took. */
  stop(): Promise<Ended & { ms: number }>;
}

/** A data folder that goes with the test. */
export async function createDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-playground-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function waitForAddress(run: Run): Promise<string> {
  let end: Ended | null = null;
  void run.ended.then((ended) => {
    end = ended;
  });
  for (;;) {
    const url = ADDRESS.exec(run.stdout())?.[1];
    if (url !== undefined) return url;
    if (end !== null) throw new Error(`the playground ended: ${JSON.stringify(end)}`);
    await pause(20);
  }
}

export async function runPlayground(dataFolder: string, args: readonly string[] = []): Promise<PlaygroundRun> {
  const start = performance.now();
  const run = runMuster(['playground', '--data-dir', dataFolder, ...args], {});
  const url = await waitForAddress(run);
  const startedInMs = performance.now() - start;
  return {
    url,
    startedInMs,
    async stop() {
      const before = performance.now();
      run.kill('SIGINT');
      const ended = await run.ended;
      return { ...ended, ms: performance.now() - before };
    },
  };
}
