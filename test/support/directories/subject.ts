import type { Wait } from '../../../src/directories/patience.ts';
import type { Directory } from '../../../src/ports.ts';
import type { Person, ProviderServer } from './provider-server.ts';

/** A directory under the contract, with the local server that it asks. */
export interface Running {
  directory: Directory;
  /** The wire, for directories that have one. */
  server: ProviderServer;
  waits: number[];
  /** With which the bot itself asks the server, beside its name in `DIRECTORIES`. */
  settings: Readonly<Record<string, string>>;
  /** What must never be seen anywhere. */
  secrets: readonly string[];
}

export interface Subject {
  name: string;
  /** Where no answer can say so, `null`: the provider always tells. */
  unsaid: 'unknown' | null;
  /** The provider shows email addresses. */
  emails: boolean;
  /** The setting that the sentence of a refused credential names. */
  credential: string;
  /** A field of the provider's answer that decides on MFA, with a value of a wrong type. */
  malformed: Record<string, unknown>;
  /** Fields with values that the provider does not have today. */
  strange: Record<string, unknown>;
  /** The kinds of calls that the list and one account are read with. */
  listKind: string;
  start(people: readonly Person[], largestPage?: number): Promise<Running>;
}

/** A wait that takes no time and remembers how long it was asked to take. */
export function recordWaits() {
  const waits: number[] = [];
  const wait: Wait = (delayMs, signal) => {
    waits.push(delayMs);
    signal?.throwIfAborted();
    return Promise.resolve();
  };
  return { waits, wait };
}
