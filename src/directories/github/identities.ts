import { z } from 'zod';
import { BadLines } from '../csv/bad-lines.ts';
import { type CsvLine, readCsv } from '../csv/read-csv.ts';

function findProblem({ problem, fields }: CsvLine, known: ReadonlyMap<string, string>): string | null {
  if (problem !== null) return problem;
  const login = fields['login'] ?? '';
  if (!/^[\w-]+$/.test(login)) return 'no login';
  if (known.has(login.toLowerCase())) return 'a login that an earlier line has';
  return z.regexes.unicodeEmail.test(fields['email'] ?? '') ? null : 'no email address';
}

/**
 * The emails of `GITHUB_IDENTITIES_FILE` (CSV `login,email`) by login in lower case; none without a file. A file with
 * bad lines is a `DirectoryError` that names each.
 */
export async function readIdentities(path: string | null, signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const emails = new Map<string, string>();
  if (path === null) return emails;
  const bad = new BadLines();
  const file = { path, setting: 'GITHUB_IDENTITIES_FILE', needed: ['login', 'email'], allowed: [] };
  for await (const line of readCsv(file, signal)) {
    const problem = findProblem(line, emails);
    if (problem !== null) bad.add(line.number, problem);
    else emails.set((line.fields['login'] ?? '').toLowerCase(), line.fields['email'] ?? '');
  }
  bad.assertNone(file.setting);
  return emails;
}
