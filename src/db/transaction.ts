import { isEndedByDatabase } from './constraint-error.ts';
import type { DatabaseHandle, Trx } from './database.ts';
import { refuseInsideTransaction, runInScope } from './transaction-scope.ts';

/** Something to do once the transaction is committed, and never when it is not: wake a queue, say. */
export type CommitHook = () => void | Promise<void>;

type Work<T> = (trx: Trx, onCommit: (hook: CommitHook) => void) => Promise<T>;

const ATTEMPTS = 4;

/**
 * One transaction: read committed on PostgreSQL, with the write lock from its start on SQLite. It cannot be nested.
 * Hooks start in their order after the commit; they are not waited for, and their errors go to the handle's `onFailure`,
 * because what was committed stays committed. Where PostgreSQL ended it to end a deadlock, nothing was kept, so `work` runs
 * again, a few times: it touches nothing but the transaction.
 */
export async function inTransaction<T>(handle: DatabaseHandle, work: Work<T>): Promise<T> {
  refuseInsideTransaction();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(handle, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isEndedByDatabase(error)) throw error;
    }
  }
}

async function runOnce<T>(handle: DatabaseHandle, work: Work<T>): Promise<T> {
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
