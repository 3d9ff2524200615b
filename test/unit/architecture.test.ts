import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findCycles, findViolations, readImports } from '../support/architecture.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Writes sources into a folder of their own and reads what they import. */
function readImportsOf(sources: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-architecture-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, source] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), source);
  }
  return readImports(folder);
}

const imports = readImports(root);

test('main → context → { slack, jobs, mail, directories, playground } → service → { db, ports } → domain', () => {
  expect(imports.length).toBeGreaterThan(0);
  expect(findViolations(imports)).toEqual([]);
});

test('there is no import cycle', () => {
  expect(findCycles(imports)).toEqual([]);
});

// The parser does not list these, so a `typeof import('…')` would be a way around the direction.
test('types are imported by import statements, never written as import()', () => {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.tsx?$/.test(file));
  const read = (file: string) => readFileSync(path.join(root, 'src', file), 'utf8');
  expect(sources.filter((file) => /typeof import\(|import\([^)]*\)\.[A-Z]/.test(read(file)))).toEqual([]);
});

// `muster --help` would take as long as all of Muster takes to load.
test('main loads a command only when it runs', () => {
  const source = readFileSync(path.join(root, 'src/main.ts'), 'utf8');
  const atOnce = [...source.matchAll(/^import .* from '(.+)';$/gm)].map(([, from]) => from);
  const small = ['audit-format', 'directory-names', 'exit', 'terminal', 'version'].map((name) => `./cli/${name}.ts`);
  expect(atOnce.filter((from = '') => !['commander', './errors.ts', ...small].includes(from))).toEqual([]);
});

// Its default is one second, which a busy machine needs for nothing at all.
test('tests wait with `eventually` or `expect.poll`, never with vi.waitFor', () => {
  const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' });
  const read = (file: string) => readFileSync(path.join(root, 'test', file), 'utf8');
  const waiting = files.filter((file) => file.endsWith('.test.ts') && /\bvi\.(waitFor|waitUntil)\(/.test(read(file)));
  expect(waiting.filter((file) => file !== 'unit/architecture.test.ts')).toEqual([]);
});

describe('an import against the direction is found', () => {
  test.each([
    ['src/domain/a.ts', 'src/service/b.ts'],
    ['src/domain/a.ts', 'src/ports.ts'],
    ['src/domain/a.ts', 'src/log.ts'],
    ['src/errors.ts', 'src/db/b.ts'],
    ['src/log.ts', 'src/config.ts'],
    ['src/ports.ts', 'src/db/b.ts'],
    ['src/config.ts', 'src/service/b.ts'],
    ['src/db/a.ts', 'src/ports.ts'],
    ['src/db/a.ts', 'src/service/b.ts'],
    ['src/service/a.ts', 'src/slack/b.ts'],
    ['src/service/a.ts', 'src/config.ts'],
    ['src/slack/views/a.ts', 'src/jobs/b.ts'],
    ['src/mail/a.ts', 'src/slack/b.ts'],
    ['src/directories/a.ts', 'src/slack/b.ts'],
    ['src/playground/slack/a.ts', 'src/slack/b.ts'],
    ['src/playground/a.ts', 'src/context.ts'],
    ['src/jobs/a.ts', 'test/support/b.ts'],
    ['src/context.ts', 'src/main.ts'],
    ['test/unit/a.ts', 'src/main.ts'],
    ['src/playground/a.ts', 'src/playground/page/b.tsx'],
    ['src/playground/page/a.tsx', 'src/domain/b.ts'],
    ['migrations/a.ts', 'src/db/b.ts'],
    ['src/main.ts', 'src/utils/b.ts'],
    ['src/utils/a.ts', 'src/domain/b.ts'],
  ])('%s → %s', (from, to) => {
    const specifier = path.relative(path.dirname(from), to);
    const statement = `import type { B } from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';`;
    expect(findViolations(readImportsOf({ [from]: statement }))).toEqual([`${from} → ${to}`]);
  });

  test.each([
    ['a type-only import', `import type { B } from '../service/b.ts';`],
    ['a re-export', `export { b } from '../service/b.ts';`],
    ['a re-export of everything', `export * from '../service/b.ts';`],
    ['a dynamic import', `export const a = () => import('../service/b.ts');`],
    ['an import for its effect', `import '../service/b.ts';`],
  ])('also as %s', (_, source) => {
    expect(findViolations(readImportsOf({ 'src/domain/a.ts': source }))).toHaveLength(1);
  });

  test.each([
    ['domain is pure', 'src/domain/a.ts', 'node:fs'],
    ['the page runs in a browser', 'src/playground/page/a.tsx', 'node:fs'],
    ['migrations know Kysely only', 'migrations/a.ts', 'pg'],
  ])('%s: %s does not import %s', (_, file, name) => {
    expect(findViolations(readImportsOf({ [file]: `import '${name}';` }))).toEqual([`${file} → ${name}`]);
  });
});

test('a cycle of type-only imports is found', () => {
  const cycle = readImportsOf({
    'src/service/a.ts': `import type { B } from './b.ts';`,
    'src/service/b.ts': `export type { C } from './c.ts';`,
    'src/service/c.ts': `import type { A } from './a.ts';`,
  });
  expect(findCycles(cycle)).toEqual(['src/service/a.ts → src/service/b.ts → src/service/c.ts → src/service/a.ts']);
});
