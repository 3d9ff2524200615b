import { createChance } from './chance.ts';
import type { EngineName } from './engines.ts';
import { type RunOptions, runFaulted } from './faulted-run.ts';
import { FAULTS, type Fault } from './faults.ts';

export interface Row {
  fault: string;
  runs: number;
  lost: number;
  doubled: number;
  twiceMailed: number;
  illegal: string[];
}

export interface HarnessOptions extends Pick<RunOptions, 'reminders' | 'program' | 'settledWithinMs'> {
  runs: number;
  seed: number;
  parallel: number;
  faults?: readonly Fault[];
}

const ENGINES: readonly EngineName[] = ['embedded', 'redis', 'postgres'];

function pick<T>(all: readonly [T, ...T[]] | readonly T[], index: number): T | undefined {
  return all[index % all.length];
}

/** Runs each fault in turn on each engine, over both ways to Slack, some at the same time. */
export async function runHarness(options: HarnessOptions): Promise<Row[]> {
  const { runs, seed, parallel, faults = FAULTS, ...all } = options;
  const rows = new Map<string, Row>();
  let next = 0;
  const work = async () => {
    while (next < runs) {
      const index = next;
      next += 1;
      const fault = pick(faults, index);
      if (fault === undefined) return;
      const lap = Math.floor(index / faults.length) + index;
      const engine = pick(fault.engines ?? ENGINES, lap) ?? 'embedded';
      const receiving = fault.receiving ?? (lap % 2 === 0 ? 'http' : 'socket');
      const chance = createChance(seed + index);
      const books = await runFaulted({ ...all, fault, engine, receiving, chance });
      const row = rows.get(fault.name) ?? {
        fault: fault.name,
        runs: 0,
        lost: 0,
        doubled: 0,
        twiceMailed: 0,
        illegal: [],
      };
      rows.set(fault.name, {
        ...row,
        runs: row.runs + 1,
        lost: row.lost + books.lost,
        doubled: row.doubled + books.doubled,
        twiceMailed: row.twiceMailed + books.twiceMailed,
        illegal: [
          ...row.illegal,
          ...books.illegal.map((what) => `run ${index} on ${engine} over ${receiving}: ${what}`),
        ],
      });
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return [...rows.values()];
}

export function findTrouble(rows: readonly Row[]): Row[] {
  return rows.filter(({ lost, doubled, illegal }) => lost > 0 || doubled > 0 || illegal.length > 0);
}

export function drawTable(rows: readonly Row[]): string {
  const head = ['fault', 'runs', 'lost', 'doubled', 'illegal state', 'second copies of an email'];
  const body = rows.map((row) =>
    [row.fault, row.runs, row.lost, row.doubled, row.illegal.length, row.twiceMailed].map(String),
  );
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
