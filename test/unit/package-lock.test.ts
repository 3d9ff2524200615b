import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const text = readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        optionalDependencies: z.record(z.string(), z.string()).optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(text));

/** Where Node would look for a package from `folder`: there, then in every folder above. */
function* lookupPaths(folder: string, name: string): Generator<string> {
  yield folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
  if (folder === '') return;
  const above = folder.lastIndexOf('/node_modules/');
  yield* lookupPaths(above === -1 ? '' : folder.slice(0, above), name);
}

// npm leaves out what its registry did not have when the lock was written, and then refuses to install from it.
test('every platform package is locked, so that npm ci works everywhere', () => {
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => ![...lookupPaths(folder, name)].some((at) => at in packages)),
  );
  expect(missing).toEqual([]);
});

// npm only warns of one that is not listed: whoever adds it decides here whether it may.
test('every package that runs something when it is installed is allowed to by name, and no other is', () => {
  const file = readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8');
  const { allowScripts } = z.object({ allowScripts: z.record(z.string(), z.literal(true)) }).parse(JSON.parse(file));
  const running = Object.entries(packages).flatMap(([folder, { hasInstallScript = false }]) =>
    hasInstallScript ? [folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)] : [],
  );
  expect([...new Set(running)].sort()).toEqual(Object.keys(allowScripts).sort());
});

test('the lock file names no registry', () => {
  expect(text).not.toMatch(/"resolved"|registry\./);
});
