import { DirectoryError } from '../../ports.ts';

function toRanges(lines: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = Math.max(line, last[1]);
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** Collects what is wrong in a file, so that all of it can be put right at once. Only numbers and reasons are kept. */
export class BadLines {
  readonly #byReason = new Map<string, number[]>();

  add(line: number, reason: string): void {
    const lines = this.#byReason.get(reason) ?? [];
    lines.push(line);
    this.#byReason.set(reason, lines);
  }

  /** Throws a `DirectoryError` that names every bad line, when there is one. */
  assertNone(setting: string): void {
    if (this.#byReason.size === 0) return;
    const groups = [...this.#byReason].map(([reason, lines]) => {
      return `${lines.length === 1 ? 'line' : 'lines'} ${toRanges(lines)} (${reason})`;
    });
    const sentence = `The file in ${setting} was not read, because it has errors: ${groups.join('; ')}. Correct them and save the file.`;
    throw new DirectoryError('bad_lines', sentence);
  }
}
