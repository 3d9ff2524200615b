import { existsSync, mkdirSync, readFileSync, renameSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { MfaSwitch } from '../protocol/directory.ts';
import { type DirectoryPerson, type SecondDirectory, toKey } from './second-directory.ts';

const HEADER = ['email', 'name', 'mfa', 'method', 'tz', 'role'];
const WATCH_EVERY_MS = 500;
/** As docs/directories.md lets people write it. */
const ON = ['enabled', 'yes', 'true', 'on', '1'];
const OFF = ['disabled', 'no', 'false', 'off', '0'];
const WORDS: Readonly<Record<MfaSwitch, string>> = {
  off: 'disabled',
  on: 'enabled',
  app: 'enabled',
  sms: 'enabled',
  unknown: 'unknown',
};

/** The header's line, then a line for each person, as they stand in the file. */
const tableSchema = z.array(z.array(z.string()));
type Table = z.infer<typeof tableSchema>;

function toLine({ email, name, hasMfa, method, timeZone, role }: DirectoryPerson): string[] {
  return [email, name, hasMfa ? 'enabled' : 'disabled', (hasMfa && method) || '', timeZone ?? '', role];
}

function columnOf([header = []]: Table, name: string): number {
  return header.findIndex((title) => title.trim().toLowerCase() === name);
}

function cellOf(table: Table, line: readonly string[], name: string): string {
  return line[columnOf(table, name)]?.trim() ?? '';
}

function readTable(file: string): Table {
  try {
    return tableSchema.parse(parse(readFileSync(file), { bom: true, relax_column_count: true }));
  } catch (error) {
    throw new Error(`${path.basename(file)} cannot be read: correct it first`, { cause: error });
  }
}

/** Beside it and renamed, so that nobody reads a half. */
function writeTable(file: string, table: Table): void {
  writeFileSync(`${file}.new`, stringify(table), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readMfa(word: string): MfaSwitch {
  if (ON.includes(word)) return 'on';
  return OFF.includes(word) ? 'off' : 'unknown';
}

function indexOf(table: Table): Map<string, MfaSwitch> {
  const entries = table.slice(1).map((line) => {
    return [toKey(cellOf(table, line, 'email')), readMfa(cellOf(table, line, 'mfa').toLowerCase())] as const;
  });
  return new Map(entries);
}

function setCell(table: Table, line: string[], name: string, value: string): void {
  const column = columnOf(table, name);
  if (column >= 0) line[column] = value;
}

/** A CSV file that the visitor may edit too: it alone says who has MFA. It is made where there is none. */
export function openPeopleFile(file: string, people: readonly DirectoryPerson[]): SecondDirectory {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeTable(file, [HEADER, ...people.map(toLine)]);
  let known = new Map<string, MfaSwitch>();
  const listeners = new Set<() => void>();

  function look(): void {
    try {
      known = indexOf(readTable(file));
    } catch {
      // Somebody is in the middle of it: what was known stays until it can be read again.
    }
    for (const listener of listeners) listener();
  }

  function change(edit: (table: Table) => void): void {
    const table = readTable(file);
    edit(table);
    writeTable(file, table);
    look();
  }

  look();
  watchFile(file, { interval: WATCH_EVERY_MS, persistent: false }, look);
  return {
    name: 'csv',
    settings: { CSV_FILE: file },
    file,
    find(email) {
      const mfa = known.get(toKey(email));
      return mfa === undefined ? null : { mfa, locked: false };
    },
    setMfa(email, mfa) {
      change((table) => {
        const line = table.slice(1).find((one) => toKey(cellOf(table, one, 'email')) === toKey(email));
        if (line === undefined) throw new Error(`${email} is not in ${path.basename(file)}`);
        setCell(table, line, 'mfa', WORDS[mfa]);
        if (mfa !== 'on') setCell(table, line, 'method', '');
      });
    },
    add(person) {
      if (known.has(toKey(person.email))) return;
      change((table) => {
        const cells = new Map(toLine(person).map((cell, index) => [HEADER[index], cell]));
        table.push((table[0] ?? HEADER).map((title) => cells.get(title.trim().toLowerCase()) ?? ''));
      });
    },
    snapshot: () => undefined,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => unwatchFile(file, look),
  };
}
