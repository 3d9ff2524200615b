import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const { forbidden, options } = JSON.parse(await readFile(path.join(root, '.dependency-cruiser.json'), 'utf8'));

async function findViolations(baseDir: string, folders: string[]): Promise<string[]> {
  const cruiseOptions: ICruiseOptions = { ...options, baseDir, validate: true, ruleSet: { forbidden } };
  const { output } = await cruise(folders, cruiseOptions);
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

test('main → context → { slack, jobs, mail, directories, playground } → service → { db, ports } → domain, without a cycle', async () => {
  expect(await findViolations(root, ['src', 'migrations', 'test', 'bench'])).toEqual([]);
});

// dependency-cruiser does not see these, so a `typeof import('…')` would be a way around the direction.
test('types are imported by import statements, never written as import()', async () => {
  const files = (await readdir(path.join(root, 'src'), { recursive: true })).filter((file) => /\.tsx?$/.test(file));
  const sources = await Promise.all(files.map((file) => readFile(path.join(root, 'src', file), 'utf8')));
  expect(files.filter((_, index) => /typeof import\(|import\([^)]*\)\.[A-Z]/.test(sources[index] ?? ''))).toEqual([]);
});

describe('an import against the direction is found', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'muster-architecture-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(file: string, source: string): Promise<void> {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), source);
  }

  test.each([
    ['domain', 'src/domain/a.ts', 'src/service/b.ts'],
    ['domain', 'src/domain/a.ts', 'src/ports.ts'],
    ['domain', 'src/domain/a.ts', 'src/log.ts'],
    ['errors', 'src/errors.ts', 'src/db/b.ts'],
    ['log', 'src/log.ts', 'src/config.ts'],
    ['ports', 'src/ports.ts', 'src/db/b.ts'],
    ['config', 'src/config.ts', 'src/service/b.ts'],
    ['db', 'src/db/a.ts', 'src/ports.ts'],
    ['db', 'src/db/a.ts', 'src/service/b.ts'],
    ['service', 'src/service/a.ts', 'src/slack/b.ts'],
    ['service', 'src/service/a.ts', 'src/config.ts'],
    ['adapters', 'src/slack/views/a.ts', 'src/jobs/b.ts'],
    ['adapters', 'src/mail/a.ts', 'src/slack/b.ts'],
    ['adapters', 'src/directories/a.ts', 'src/slack/b.ts'],
    ['adapters', 'src/playground/a.ts', 'src/context.ts'],
    ['adapters', 'src/jobs/a.ts', 'test/support/b.ts'],
    ['context', 'src/context.ts', 'src/main.ts'],
    ['nobody-imports-main', 'test/unit/a.ts', 'src/main.ts'],
    ['nobody-imports-the-page', 'src/playground/a.ts', 'src/playground/page/b.tsx'],
    ['page', 'src/playground/page/a.tsx', 'src/domain/b.ts'],
    ['migrations', 'migrations/a.ts', 'src/db/b.ts'],
    ['known-layer', 'src/main.ts', 'src/utils/b.ts'],
  ])('%s: %s → %s', async (rule, from, to) => {
    const specifier = path.relative(path.dirname(from), to);
    await write(
      from,
      `import type { B } from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';\nexport type A = B;\n`,
    );
    await write(to, 'export type B = string;\n');
    expect(await findViolations(folder, ['.'])).toContainEqual(`${rule}: ${from} → ${to}`);
  });

  test('a cycle of type-only imports', async () => {
    await write('src/service/a.ts', `import type { B } from './b.ts';\nexport type A = B[];\n`);
    await write('src/service/b.ts', `import type { A } from './a.ts';\nexport type B = A[];\n`);
    expect(await findViolations(folder, ['.'])).toContainEqual('no-cycle: src/service/a.ts → src/service/b.ts');
  });

  test('domain is pure: no files, network or process', async () => {
    await write('src/domain/a.ts', `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n`);
    expect(await findViolations(folder, ['.'])).toContainEqual('domain-is-pure: src/domain/a.ts → fs');
  });

  test.each([
    ['a re-export', `export { b } from '../service/b.ts';`],
    ['a dynamic import', `export const a = () => import('../service/b.ts');`],
  ])('%s counts as an import', async (_, source) => {
    await write('src/domain/a.ts', source);
    await write('src/service/b.ts', 'export const b = 1;\n');
    expect(await findViolations(folder, ['.'])).toContainEqual('domain: src/domain/a.ts → src/service/b.ts');
  });
});
