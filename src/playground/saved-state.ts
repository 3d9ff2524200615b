import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { directoryNameSchema } from './protocol/directory.ts';
import { readMarksSchema } from './server/read-marks.ts';

const savedSchema = z.object({
  version: z.literal(1),
  clockAheadMs: z.number(),
  readMarks: readMarksSchema,
  /** Absent in states that were saved before there were several. */
  directories: z.array(directoryNameSchema).min(1).default(['slack']),
  /** What is kept of them nowhere else, by name. */
  accounts: z.record(z.string(), z.unknown()).default({}),
  slack: z.unknown(),
  mail: z.unknown(),
});
export type SavedState = z.infer<typeof savedSchema>;

const SAVE_AFTER_MS = 500;
/** A big workspace takes a while to write: it is written that much more rarely. */
const REST_PER_WORK = 20;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What an earlier run left, or `null` before the first. */
export async function loadSavedState(file: string): Promise<SavedState | null> {
  try {
    return savedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return null;
    throw new Error(`${file} cannot be read: delete it, or start with --reset`, { cause: error });
  }
}

async function save(file: string, state: SavedState): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // A crash in the middle leaves the old state whole.
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Saves a moment after something changed, one at a time, and at the end. */
export class StateSaver {
  readonly #file: string;
  readonly #take: () => SavedState;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #tookMs = 0;

  constructor(file: string, take: () => SavedState, onError: (error: unknown) => void) {
    this.#file = file;
    this.#take = take;
    this.#onError = onError;
  }

  touch(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.#running = this.#running.then(() => this.#save()).catch(this.#onError);
      },
      Math.max(SAVE_AFTER_MS, this.#tookMs * REST_PER_WORK),
    ).unref();
  }

  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
    await this.#save();
  }

  async #save(): Promise<void> {
    const start = performance.now();
    await save(this.#file, this.#take());
    this.#tookMs = performance.now() - start;
  }
}
