import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { findPackageFolder } from '../playground/package-folder.ts';

/** The version of `package.json`. */
export function readVersion(): string {
  const file = path.join(findPackageFolder(), 'package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
