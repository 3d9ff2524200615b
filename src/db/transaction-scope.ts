import { AsyncLocalStorage } from 'node:async_hooks';

interface Scope {
  open: boolean;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Runs `work` as the inside of a transaction. */
export async function runInScope<T>(work: () => Promise<T>): Promise<T> {
  const scope = { open: true };
  try {
    return await scopes.run(scope, work);
  } finally {
    // What was started inside and lives on (a timer, a socket) keeps this store: it must not count as inside.
    scope.open = false;
  }
}

/**
 * Inside a transaction only its own handle may be used. With SQLite's one connection anything else would wait
 * for itself for ever, and on PostgreSQL it would not see what the transaction has written.
 */
export function refuseInsideTransaction(): void {
  if (scopes.getStore()?.open)
    throw new Error('inside a transaction use its own handle, and start no other transaction');
}
