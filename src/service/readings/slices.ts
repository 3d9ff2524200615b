import { setImmediate } from 'node:timers/promises';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { assertHeld } from '../../db/staging-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { settleMembers } from '../members/settling.ts';
import type { Pass } from './pass.ts';

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
      // Whoever judges enforcement waits: what is settled here must not pass its decision by.
      const { state } = await lockEnforcement(trx, pass.organizationId);
      await assertHeld(trx, pass.reading);
      const page = await list(trx, after);
      const now = deps.clock.now();
      const changed = await apply(trx, page, now);
      if (changed.length > 0) await settle(deps, trx, pass, { memberIds: changed, enforced: state === 'on', now });
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
  { organizationId, newSince }: Pass,
  { memberIds, enforced, now }: { memberIds: readonly MemberId[]; enforced: boolean; now: Date },
) {
  const reach = { mailEnabled: deps.mailer.enabled, now };
  await settleMembers(trx, { organizationId, enforced, appearedSince: newSince, source: 'reading', reach }, memberIds);
}
