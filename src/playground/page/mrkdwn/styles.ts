import type { Inline } from './nodes.ts';
import type { Unit } from './units.ts';

type Style = 'bold' | 'italic' | 'strike';
const STYLES = new Map<string, Style>([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
]);

function charAt(units: readonly Unit[], at: number): string | null {
  const unit = units[at];
  if (unit === undefined) return ' ';
  return unit.type === 'char' ? unit.char : null;
}

function isSpace(char: string | null): boolean {
  return char !== null && /\s/.test(char);
}

function isWord(char: string | null): boolean {
  return char !== null && /[\p{L}\p{N}]/u.test(char);
}

function isMarker(units: readonly Unit[], at: number, marker: string): boolean {
  const unit = units[at];
  return unit?.type === 'char' && unit.char === marker && !unit.escaped;
}

function opens(units: readonly Unit[], at: number): boolean {
  return !isWord(charAt(units, at - 1)) && !isSpace(charAt(units, at + 1));
}

function closes(units: readonly Unit[], at: number): boolean {
  return !isSpace(charAt(units, at - 1)) && !isWord(charAt(units, at + 1));
}

/** Where the marker that opened at `start` is closed on its line, or where that line ends. */
function findEnd(units: readonly Unit[], start: number, end: number, marker: string): { closed: boolean; at: number } {
  for (let at = start + 1; at < end; at += 1) {
    if (charAt(units, at) === '\n') return { closed: false, at };
    if (at > start + 1 && isMarker(units, at, marker) && closes(units, at)) return { closed: true, at };
  }
  return { closed: false, at: end };
}

function append(into: Inline[], unit: Unit): void {
  const last = into.at(-1);
  if (unit.type === 'node') into.push(unit.node);
  else if (last?.type === 'text') into[into.length - 1] = { type: 'text', text: last.text + unit.char };
  else into.push({ type: 'text', text: unit.char });
}

function readStyle(units: readonly Unit[], at: number, end: number, open: string, dead: Map<string, number>) {
  const unit = units[at];
  const marker = unit?.type === 'char' && !unit.escaped ? unit.char : '';
  const style = STYLES.get(marker);
  if (style === undefined || open.includes(marker) || (dead.get(marker) ?? 0) > at || !opens(units, at)) return null;
  const found = findEnd(units, at, end, marker);
  if (found.closed) return { style, marker, stop: found.at };
  // No later marker of this line needs to look again: hostile input stays linear.
  dead.set(marker, found.at);
  return null;
}

/** Finds bold, italic and struck text. `open` has the markers around this part, which do not nest in themselves. */
export function styleUnits(units: readonly Unit[], start = 0, end = units.length, open = ''): Inline[] {
  const inlines: Inline[] = [];
  const dead = new Map<string, number>();
  for (let at = start; at < end; at += 1) {
    const found = readStyle(units, at, end, open, dead);
    const unit = units[at];
    if (found) {
      const children = styleUnits(units, at + 1, found.stop, open + found.marker);
      inlines.push({ type: found.style, children });
      at = found.stop;
    } else if (unit) append(inlines, unit);
  }
  return inlines;
}
