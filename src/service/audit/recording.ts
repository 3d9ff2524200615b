import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import type { AuditEventType, JsonValue } from '../../domain/audit.ts';
import type { OrganizationId } from '../../domain/ids.ts';

/** What Muster does by a rule, without anybody asking. */
export async function recordByMuster(
  trx: Trx,
  organizationId: OrganizationId,
  event: { at: Date; type: AuditEventType; source: string; subjectId: string | null; after?: JsonValue },
): Promise<void> {
  await appendAuditEvent(trx, organizationId, {
    at: event.at,
    type: event.type,
    actor: { type: 'muster' },
    source: event.source,
    subjectId: event.subjectId,
    before: null,
    after: event.after ?? null,
  });
}
