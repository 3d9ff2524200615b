import { setImmediate } from 'node:timers/promises';
import type { Trx } from '../db/database.ts';
import { getEnforcement } from '../db/enforcement-repository.ts';
import { inTransaction } from '../db/transaction.ts';
import type { MemberId } from '../domain/ids.ts';
import type { ServiceDeps } from './deps.ts';
import type { Pass } from './pass.ts';
import { settleMembers } from './settling.ts';

/** So many rows a slice keep a transaction under 50 ms. */
export const SLICE = 200;

/** Pages through `list`, each page in a transaction of its own together with the consequences for its members. */
export async function inSlices<Row, Key>(
  deps: ServiceDeps,
  pass: Pass,
  list: (trx: Trx, after: Key | undefined) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
  apply: (trx: Trx, rows: readonly Row[], now: Date) => Promise<readonly MemberId[]>,
): Promise<void> {
  let after: Key | undefined;
  for (;;) {
    pass.signal.throwIfAborted();
    const rows = await inTransaction(deps.database, async (trx, onCommit) => {
      const page = await list(trx, after);
      const now = deps.clock.now();
      const changed = await apply(trx, page, now);
      if (changed.length > 0) await settle(deps, trx, pass, changed, now);
      if (changed.length > 0) onCommit(() => deps.queue.wakeDeliveries());
      return page;
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) return;
    after = keyOf(last);
    await setImmediate();
  }
}

async function settle(
  deps: ServiceDeps,
  trx: Trx,
  { organizationId, reading }: Pass,
  memberIds: readonly MemberId[],
  now: Date,
) {
  const enforced = (await getEnforcement(trx, organizationId)).state === 'on';
  const reach = { mailEnabled: deps.mailer.enabled, now };
  await settleMembers(
    trx,
    { organizationId, enforced, appearedSince: reading.requestedAt, source: 'reading', reach },
    memberIds,
  );
}
