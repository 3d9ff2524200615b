import type { DatabaseHandle, Trx } from './database.ts';
import { refuseInsideTransaction, runInScope } from './transaction-scope.ts';

/** Something to do once the transaction is committed, and never when it is not: wake a queue, say. */
export type CommitHook = () => void | Promise<void>;

/**
 * One transaction: read committed on PostgreSQL, with the write lock from its start on SQLite. It cannot be nested.
 * Hooks start in their order after the commit; they are not waited for, and their errors go to the handle's `onFailure`,
 * because what was committed stays committed.
 */
export async function inTransaction<T>(
  handle: DatabaseHandle,
  work: (trx: Trx, onCommit: (hook: CommitHook) => void) => Promise<T>,
): Promise<T> {
  refuseInsideTransaction();
  const hooks: CommitHook[] = [];
  const result = await handle.db
    .transaction()
    .setIsolationLevel('read committed')
    .execute((trx) => runInScope(() => work(trx, (hook) => void hooks.push(hook))));
  for (const hook of hooks) void runHook(handle, hook);
  return result;
}

async function runHook(handle: DatabaseHandle, hook: CommitHook): Promise<void> {
  try {
    await hook();
  } catch (error) {
    handle.onFailure(error, 'commit_hook');
  }
}
