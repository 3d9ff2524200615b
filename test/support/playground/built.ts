import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setup as buildProgram } from '../build-when-stale.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** What the page is made of. */
const SOURCES = ['page', 'protocol', 'slack/block-kit'].map((folder) => path.join(root, 'src/playground', folder));
const PAGE = path.join(root, 'dist/playground-page/index.html');

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const times = await Promise.all(files.map(({ parentPath, name }) => stat(path.join(parentPath, name))));
  return Math.max(0, ...times.map(({ mtimeMs }) => mtimeMs));
}

/** Builds a page into a folder, as `npm run build` does. In a process of its own: the test's NODE_ENV would build another. */
export async function buildPageInto(folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', path.join(root, 'src/playground/page'), '--outDir', folder, '--emptyOutDir'];
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [...args, '--logLevel', 'warn'], { env });
}

/** What `npm run playground` runs, page included, is as new as the sources. */
export async function ensureBuilt(): Promise<void> {
  await buildProgram();
  const builtAt = await stat(PAGE).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  const sources = await Promise.all(SOURCES.map(newestIn));
  if (Math.max(...sources) >= builtAt) await buildPageInto(path.dirname(PAGE));
}
