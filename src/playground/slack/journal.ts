import type { Changes } from './state/changes.ts';

/** One call in one direction. Tokens are masked in it. */
export interface JournalEntry {
  id: number;
  at: string;
  /** `to-slack`: the app called; `to-app`: Slack delivered. */
  direction: 'to-slack' | 'to-app';
  /** A method of the Web API, `response_url`, `socket`, or what was delivered: `command /x`, `block_actions`, `event team_join`. */
  what: string;
  args: unknown;
  /** HTTP status, or `null` where there was no answer (timeout, connection lost) or no HTTP. */
  status: number | null;
  answer: unknown;
  ms: number;
}

const KEPT_BY_DEFAULT = 1000;

/** The last calls in both directions. */
export class Journal {
  readonly #changes: Changes;
  readonly #now: () => Date;
  readonly #size: number;
  readonly #ring: JournalEntry[] = [];
  #count = 0;

  constructor(changes: Changes, now: () => Date, size = KEPT_BY_DEFAULT) {
    this.#changes = changes;
    this.#now = now;
    this.#size = size;
  }

  add(entry: Omit<JournalEntry, 'id' | 'at'>): void {
    const id = this.#count + 1;
    this.#ring[this.#count % this.#size] = { id, at: this.#now().toISOString(), ...entry };
    this.#count = id;
    this.#changes.emit({ type: 'journal', id });
  }

  /** Oldest first. */
  entries(): JournalEntry[] {
    const start = this.#count % this.#size;
    return this.#count <= this.#size ? [...this.#ring] : [...this.#ring.slice(start), ...this.#ring.slice(0, start)];
  }

  clear(): void {
    this.#ring.length = 0;
    this.#count = 0;
  }
}
