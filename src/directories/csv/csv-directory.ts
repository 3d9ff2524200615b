import type { Directory, DirectoryAccount } from '../../ports.ts';
import { createSeeingDirectory } from '../seeing-directory.ts';
import { BadLines } from './bad-lines.ts';
import { readPerson, toKey } from './csv-person.ts';
import { readCsv } from './read-csv.ts';
import { watchPath } from './watch-path.ts';

export interface CsvDirectoryDeps {
  file: string;
  /** How often the file is looked at. */
  watchEveryMs?: number;
}

const PAGE_SIZE = 500;
const WATCH_EVERY_MS = 2_000;
/** A file has no page of its own: this one explains MFA in general. */
const SETUP_URL = 'https://www.cisa.gov/secure-our-world/turn-mfa';
const NOTHING_SHOWN =
  'The file in CSV_FILE says of nobody whether they have MFA: fill the column mfa with enabled or disabled.';

/**
 * A file that somebody keeps, with `email,name,mfa` and if they like `method,tz,role`. A file with bad lines is no
 * reading: the pass goes on to its end, and the `DirectoryError` then names every bad line.
 */
export function createCsvDirectory({ file, watchEveryMs = WATCH_EVERY_MS }: CsvDirectoryDeps): Directory {
  const csv = {
    path: file,
    setting: 'CSV_FILE',
    needed: ['email', 'name', 'mfa'],
    allowed: ['method', 'tz', 'role'],
  };

  async function* list(signal?: AbortSignal): AsyncGenerator<readonly DirectoryAccount[], void, undefined> {
    const bad = new BadLines();
    const seen = new Set<string>();
    let page: DirectoryAccount[] = [];
    for await (const line of readCsv(csv, signal)) {
      const person = readPerson(line);
      if ('problem' in person) bad.add(line.number, person.problem);
      else if (seen.has(person.externalId)) bad.add(line.number, 'an email address that an earlier line has');
      else {
        seen.add(person.externalId);
        page.push(person);
      }
      if (page.length < PAGE_SIZE) continue;
      yield page;
      page = [];
    }
    bad.assertNone(csv.setting);
    yield page;
  }

  return createSeeingDirectory({
    name: 'csv',
    label: 'your organization',
    setupUrl: SETUP_URL,
    capabilities: { hold: false },
    nothingShown: NOTHING_SHOWN,
    list,
    async read(externalId) {
      let found: DirectoryAccount | null = null;
      // To the end, so that a bad line is seen here as in a pass.
      for await (const page of list())
        found = page.find((account) => account.externalId === toKey(externalId)) ?? found;
      return found;
    },
    watch: (onChange) => watchPath(file, watchEveryMs, onChange),
  });
}
