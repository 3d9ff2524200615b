import { stdout } from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { getAuditHead, streamAuditEvents } from '../db/audit-repository.ts';
import type { Db } from '../db/database.ts';
import { type AuditEvent, EMPTY_CHAIN, verifyAuditChain } from '../domain/audit.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { AuditHead } from '../domain/message.ts';
import type { AuditFormat } from './audit-format.ts';
import { EXIT, ExitError } from './exit.ts';
import { assertMigrated, chooseOrganization, withStorage } from './storage.ts';
import { print } from './terminal.ts';

const COLUMNS = [
  'sequence',
  'at',
  'type',
  'actorType',
  'actorId',
  'source',
  'subjectId',
  'before',
  'after',
  'id',
  'organizationId',
  'previousHash',
  'hash',
] as const;

/** Writes the audit trail to standard output, oldest first. */
export async function auditExportCommand({ format, team }: { format: AuditFormat; team?: string }): Promise<void> {
  await withStorage(async (handle) => {
    await assertMigrated(handle);
    const { id } = await chooseOrganization(handle, team);
    const events = Readable.from(flatten(handle.db, id));
    // Standard output stays open: others may still write to it.
    if (format === 'csv') await pipeline(events, formatCsv(), stdout, { end: false });
    else
      await pipeline(
        events.map((row: unknown) => `${JSON.stringify(row)}\n`),
        stdout,
        { end: false },
      );
  });
}

/** A cell that begins like a formula is escaped, so that a spreadsheet does not run it. */
function formatCsv() {
  return stringify({ header: true, columns: [...COLUMNS], escape_formulas: true });
}

async function* flatten(db: Db, organizationId: OrganizationId) {
  for await (const page of streamAuditEvents(db, organizationId)) yield* page.map(toRow);
}

function toRow({ actor, at, before, after, ...event }: AuditEvent) {
  return {
    ...event,
    at: at.toISOString(),
    actorType: actor.type,
    actorId: actor.type === 'member' ? actor.id : null,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  };
}

/** Recomputes the hash chain, and compares its end with the one that is kept apart. */
export async function auditVerifyCommand({ team }: { team?: string }): Promise<void> {
  await withStorage(async (handle) => {
    await assertMigrated(handle);
    const { id, name } = await chooseOrganization(handle, team);
    const head = await verify(handle.db, id, name);
    const kept = await getAuditHead(handle.db, id);
    if (kept.sequence !== head.sequence || kept.hash !== head.hash) throw broken(name, head.sequence + 1, 'missing');
    print(`The audit trail of ${name} is whole: ${head.sequence} events, head ${head.hash || '(empty)'}.`);
  });
}

async function verify(db: Db, organizationId: OrganizationId, name: string): Promise<AuditHead> {
  let head = EMPTY_CHAIN;
  for await (const page of streamAuditEvents(db, organizationId)) {
    const verdict = verifyAuditChain(page, head);
    if (!verdict.ok) throw broken(name, verdict.sequence, verdict.reason);
    head = verdict.head;
  }
  return head;
}

const REASONS = {
  missing: 'it is missing',
  changed: 'it was changed after it was written',
  unchained: 'it does not follow the event before it',
};

function broken(name: string, sequence: number, reason: keyof typeof REASONS): ExitError {
  return new ExitError(EXIT.failed, `The audit trail of ${name} is broken at event ${sequence}: ${REASONS[reason]}.`);
}
