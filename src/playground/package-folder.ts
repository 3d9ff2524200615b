import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder with `package.json`, seen from the source as well as from what was built from it. */
export function findPackageFolder(from: string = import.meta.dirname): string {
  if (existsSync(path.join(from, 'package.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('package.json is missing: is Muster installed completely?');
  return findPackageFolder(parent);
}
