import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findPackageFolder } from '../playground/package-folder.ts';

/** The version of `package.json`. */
export function readVersion(): string {
  const file = path.join(findPackageFolder(), 'package.json');
  // Ours, and there since the installation, so it is taken as it is: a schema would be most of what `--help` loads.
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
