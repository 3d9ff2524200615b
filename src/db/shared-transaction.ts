import type { DatabaseHandle, Trx } from './database.ts';
import { type CommitHook, inTransaction } from './transaction.ts';
import { refuseInsideTransaction } from './transaction-scope.ts';

type Work<T> = (trx: Trx, onCommit: (hook: CommitHook) => void) => Promise<T>;

/** Runs its work in the transaction of the group; afterwards either of the two ends the wait of whoever asked. */
interface Member {
  run: Work<void>;
  committed(): void;
  retryAlone(): void;
}

/** Who waits for the next transaction, per database. */
const waiting = new WeakMap<DatabaseHandle, Member[]>();

/**
 * A small write of its own, that is done and durable when the promise resolves. On SQLite every commit waits for the
 * disk and the process with it, so writes that are asked for at the same moment share one commit; each fails alone.
 * PostgreSQL does the same by itself for transactions that run side by side.
 */
export async function inSharedTransaction<T>(handle: DatabaseHandle, work: Work<T>): Promise<T> {
  if (handle.dialect === 'postgres') return inTransaction(handle, work);
  refuseInsideTransaction();
  return new Promise((resolve, reject) => {
    let result: { value: T } | null = null;
    const alone = () => void inTransaction(handle, work).then(resolve, reject);
    join(handle, {
      run: async (trx, onCommit) => {
        result = { value: await work(trx, onCommit) };
      },
      committed: () => (result === null ? alone() : resolve(result.value)),
      retryAlone: alone,
    });
  });
}

function join(handle: DatabaseHandle, member: Member): void {
  const group = waiting.get(handle);
  if (group !== undefined) {
    group.push(member);
    return;
  }
  waiting.set(handle, [member]);
  // After the answers that have arrived meanwhile: whoever they belong to joins.
  setImmediate(() => void commitGroup(handle));
}

async function commitGroup(handle: DatabaseHandle): Promise<void> {
  const group = waiting.get(handle) ?? [];
  waiting.delete(handle);
  try {
    await inTransaction(handle, async (trx, onCommit) => {
      for (const member of group) await member.run(trx, onCommit);
    });
  } catch {
    // One of them failed and took the others with it.
    for (const member of group) member.retryAlone();
    return;
  }
  for (const member of group) member.committed();
}
