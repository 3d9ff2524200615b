import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { z } from 'zod';
import { DirectoryError } from '../../ports.ts';

export interface CsvFile {
  path: string;
  /** The setting that names it, for sentences. */
  setting: string;
  /** The columns that the first line must have. */
  needed: readonly string[];
  /** The columns that it may have. */
  allowed: readonly string[];
}

export interface CsvLine {
  number: number;
  /** By the name of the column, trimmed; a column that the file does not have is absent. */
  fields: Readonly<Record<string, string>>;
  /** Why the line cannot be taken apart, or `null`. */
  problem: string | null;
}

interface Parsed {
  record: string[];
  info: Info;
}

const parsedSchema = z.object({ record: z.array(z.string()), info: z.custom<Info>((value) => value !== null) });

function fileError(code: string, { setting }: CsvFile, problem: string): DirectoryError {
  return new DirectoryError(code, `The file in ${setting} ${problem}.`);
}

async function fingerprint(file: CsvFile): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(file.path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    throw fileError('no_file', file, 'cannot be opened. Check that it exists and that Muster may read it');
  }
}

function readHeader(file: CsvFile, { record }: Parsed): string[] {
  const columns = record.map((name) => name.trim().toLowerCase());
  const isComplete = file.needed.every((name) => columns.includes(name));
  const isKnown = columns.every((name) => file.needed.includes(name) || file.allowed.includes(name));
  if (isComplete && isKnown && new Set(columns).size === columns.length) return columns;
  const optional = file.allowed.length === 0 ? '' : `, and if you like ${file.allowed.join(', ')}`;
  throw fileError(
    'bad_header',
    file,
    `must begin with a line that names its columns, with commas between them: ${file.needed.join(',')}${optional}`,
  );
}

function toLine(columns: readonly string[], { record, info }: Parsed): CsvLine {
  const fields = Object.fromEntries(columns.map((name, index) => [name, (record[index] ?? '').trim()]));
  const isWhole = record.length === columns.length;
  const isUtf8 = record.every((field) => !field.includes('\uFFFD'));
  const problem = isWhole ? (isUtf8 ? null : 'not UTF-8') : `${record.length} instead of ${columns.length} columns`;
  return { number: info.lines, fields, problem };
}

async function* parseFile(file: CsvFile, signal: AbortSignal | undefined): AsyncGenerator<Parsed, void, undefined> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  const source = createReadStream(file.path, signal === undefined ? {} : { signal });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const parsed of parser) yield parsedSchema.parse(parsed);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof CsvError)) throw fileError('no_file', file, 'cannot be read. Check that Muster may read it');
    const line = typeof error['lines'] === 'number' ? ` in line ${error['lines']}` : '';
    throw fileError('bad_lines', file, `was not read, because it has a quotation mark in a wrong place${line}`);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/**
 * The lines of a CSV file (RFC 4180, UTF-8 with or without a byte order mark) with a header, as they are read. A file
 * that changes meanwhile is a `DirectoryError`: half of it would be old and half new.
 */
export async function* readCsv(file: CsvFile, signal?: AbortSignal): AsyncGenerator<CsvLine, void, undefined> {
  const before = await fingerprint(file);
  let columns: string[] | null = null;
  for await (const parsed of parseFile(file, signal)) {
    if (columns === null) columns = readHeader(file, parsed);
    else yield toLine(columns, parsed);
  }
  if (columns === null) throw fileError('bad_header', file, `is empty, without even the line ${file.needed.join(',')}`);
  if ((await fingerprint(file)) !== before) {
    throw fileError('file_changed', file, 'changed while Muster read it. Please try again');
  }
}
