import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What differs when somebody wrote, replaced or removed the file. */
function describe({ mtimeMs, size, ino }: Stats): string {
  return [mtimeMs, size, ino].join(' ');
}

const GONE = 'gone';

function lookNow(file: string): string {
  try {
    return describe(statSync(file));
  } catch {
    return GONE;
  }
}

/**
 * Calls `onChange` whenever the file is not what it was at the look before; the first look is taken before this returns,
 * so that a change right after is told too. Looked at by its path: editors replace a file, and folders on the network
 * tell no changes.
 */
export function watchPath(file: string, everyMs: number, onChange: () => void): { close(): void } {
  let known = lookNow(file);
  let closed = false;
  let timer = setTimeout(look, everyMs).unref();

  function look(): void {
    stat(file)
      .then(describe, () => GONE)
      .then(compare);
  }

  function compare(now: string): void {
    if (closed) return;
    timer = setTimeout(look, everyMs).unref();
    if (now === known) return;
    known = now;
    onChange();
  }

  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
