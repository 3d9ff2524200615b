import { appendAuditEvent } from '../../db/audit-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { AuditEventType } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** The refusal of a dangerous act is written down: who tried, from where, and why not. */
export async function recordRefusal(
  deps: Pick<ServiceDeps, 'database' | 'clock'>,
  caller: Caller,
  actorId: MemberId,
  type: AuditEventType,
  refusal: Refusal,
): Promise<void> {
  await inTransaction(deps.database, (trx) =>
    appendAuditEvent(trx, caller.organizationId, {
      at: deps.clock.now(),
      type,
      actor: { type: 'member', id: actorId },
      source: caller.source,
      subjectId: null,
      before: null,
      after: { code: refusal.code },
    }),
  );
}
