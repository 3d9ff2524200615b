import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const PROGRAM = path.join(root, 'dist/src/main.js');
const SNAPSHOT = path.join(root, 'dist/queue-snapshot.tar.gz');
/** The page has a build of its own, which no test of a process needs. */
const NOT_COMPILED = path.join(root, 'src/playground/page');

/** Tests of the process run what people run: what was built. After `npm ci` there is nothing left to do here. */
export async function setup(): Promise<void> {
  const sources = await Promise.all(['src', 'migrations'].map((folder) => newestIn(path.join(root, folder))));
  const builtAt = await stat(PROGRAM).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (Math.max(...sources) >= builtAt) await compile();
  if (!existsSync(SNAPSHOT)) await run(process.execPath, ['dist/src/jobs/build-queue-snapshot.js'], { cwd: root });
}

/** The compiler writes what it can even where types are wrong; `npm run check` is who complains. */
async function compile(): Promise<void> {
  const compiler = path.join(root, 'node_modules/.bin/tsc');
  await run(compiler, ['-p', 'tsconfig.build.json'], { cwd: root }).catch((error: unknown) => {
    if (!existsSync(PROGRAM)) throw error;
  });
}

async function newestIn(folder: string): Promise<number> {
  if (folder === NOT_COMPILED) return 0;
  const times = (await readdir(folder, { withFileTypes: true })).map(async (entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? await newestIn(file) : (await stat(file)).mtimeMs;
  });
  return Math.max(0, ...(await Promise.all(times)));
}
