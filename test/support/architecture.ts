import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';

export interface Import {
  /** A file, relative to the root. */
  from: string;
  /** A file relative to the root, or the name of a package as it is written. */
  to: string;
}

const EVERYWHERE = ['domain', 'errors', 'log'];
const ROOT = ['clock', 'closers', 'config'];
const BELOW_ADAPTERS = ['service', 'db', 'ports', ...EVERYWHERE];
const ADAPTERS = ['slack', 'jobs', 'mail', 'directories', 'playground', 'operations'];

/**
 * What each layer may import besides itself:
 * main → context → { slack, jobs, mail, directories, playground } → service → { db, ports } → domain.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  log: [],
  errors: ['domain'],
  ports: EVERYWHERE,
  config: ['ports', ...EVERYWHERE],
  clock: ['ports'],
  closers: [],
  // Migrations are frozen: they know nothing that moves.
  migrations: [],
  db: ['migrations', ...EVERYWHERE],
  service: ['db', 'ports', ...EVERYWHERE],
  ...Object.fromEntries(ADAPTERS.map((adapter) => [adapter, BELOW_ADAPTERS])),
  // The page runs in a browser. Vite builds it, and nobody but tests of its pure parts imports it.
  page: ['playground'],
  context: [...ROOT, ...ADAPTERS, ...BELOW_ADAPTERS],
  cli: ['context', ...ROOT, ...ADAPTERS, ...BELOW_ADAPTERS],
  main: ['cli', 'context', ...ROOT, ...ADAPTERS, ...BELOW_ADAPTERS],
  bench: ['test', 'context', ...ROOT, 'migrations', ...ADAPTERS, ...BELOW_ADAPTERS],
  test: ['context', 'cli', 'page', ...ROOT, 'migrations', ...ADAPTERS, ...BELOW_ADAPTERS],
};

/** Which packages a layer may import, where it may not import them all. */
const MAY_IMPORT_PACKAGE: Record<string, (name: string) => boolean> = {
  // Pure and synchronous: no files, network or process. A hash is a pure function.
  domain: (name) => !isBuiltin(name) || name === 'node:crypto',
  page: (name) => !isBuiltin(name),
  migrations: (name) => name === 'kysely',
};

function layerOf(file: string): string {
  if (file.startsWith('src/playground/page/')) return 'page';
  const [folder = '', name = ''] = file.split('/');
  return folder === 'src' ? path.parse(name).name : folder;
}

function isAllowed({ from, to }: Import): boolean {
  const layer = layerOf(from);
  // Vite reads its own settings in Node.
  if (from.endsWith('/vite.config.ts')) return !to.startsWith('src/');
  if (!/^(src|migrations|test|bench)\//.test(to)) return MAY_IMPORT_PACKAGE[layer]?.(to) ?? true;
  return layerOf(to) === layer || (MAY_IMPORT[layer]?.includes(layerOf(to)) ?? false);
}

/** Imports against the direction of the architecture, as `from → to`. A folder that is no layer may import nothing. */
export function findViolations(imports: readonly Import[]): string[] {
  return imports.filter((edge) => !isAllowed(edge)).map(({ from, to }) => `${from} → ${to}`);
}

/** Files that import themselves by way of others, each as the way around. */
export function findCycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] => {
    if (way.includes(file)) return [[...way.slice(way.indexOf(file)), file].join(' → ')];
    if (done.has(file)) return [];
    const cycles = (targets.get(file) ?? []).flatMap((to) => visit(to, [...way, file]));
    done.add(file);
    return cycles;
  };
  return [...targets.keys()].flatMap((file) => visit(file, []));
}

/** Every import, re-export and dynamic import of the sources below `root`; type-only ones count too. */
export function readImports(root: string): Import[] {
  return ['src', 'migrations', 'test', 'bench']
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => {
      const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
      const files = names.filter((name) => /\.tsx?$/.test(name)).map((name) => path.join(folder, name));
      return files.flatMap((from) =>
        readTargets(from, readFileSync(path.join(root, from), 'utf8')).map((to) => ({ from, to })),
      );
    });
}

function readTargets(file: string, source: string): string[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
    ...module.dynamicImports.map(({ moduleRequest }) => moduleRequest),
  ];
  const specifiers = requests.map(({ start, end }) => source.slice(start + 1, end - 1));
  return [...new Set(specifiers)].map((specifier) =>
    specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier,
  );
}
