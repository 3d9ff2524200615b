/** One complete pass over the roster and one directory: claimed, staged page by page, judged, applied, told. */
import { listWaitingEnforceRequests } from '../../db/enforce-request-repository.ts';
import {
  claimReading,
  failReading,
  holdReading,
  renewReadingLease,
  setReadingProgress,
} from '../../db/reading-claim-repository.ts';
import { measureReadingEffect } from '../../db/reading-effect-repository.ts';
import { findLatestReading, type Reading } from '../../db/reading-repository.ts';
import { clearStaged, ReadingLostError, stageAccounts, stagePeople } from '../../db/staging-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { renewalMs } from '../../domain/lease.ts';
import { holdReason } from '../../domain/reading.ts';
import { DirectoryError } from '../../ports.ts';
import { recordByMuster } from '../audit/recording.ts';
import { planOwnersNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { applyReading } from './applying.ts';
import type { Pass } from './pass.ts';

/** Reads until nothing more is asked for. Passes of one directory never run at once: the claim sees to that. */
export async function runRequestedReadings(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  for (;;) {
    const reading = await claimReading(deps.database.db, organizationId, { now: deps.clock.now(), ...leaseFrom(deps) });
    if (reading === null) return;
    await runReading(deps, organizationId, reading);
  }
}

function leaseFrom(deps: ServiceDeps): { machineNow: Date; leaseMs: number } {
  return { machineNow: deps.machineClock.now(), leaseMs: deps.leases.readingMs };
}

async function runReading(deps: ServiceDeps, organizationId: OrganizationId, reading: Reading): Promise<void> {
  const directory = deps.directories.find(({ name }) => name === reading.directory);
  const { startedAt } = reading;
  if (directory === undefined || startedAt === null) {
    const sentence = `The directory ${reading.directory} is not in DIRECTORIES any more.`;
    await failReading(deps.database.db, reading, { code: 'not_configured', sentence, at: deps.clock.now() });
    return;
  }
  const lease = keepLease(deps, reading);
  const good = await findLatestReading(deps.database.db, organizationId, directory.name, 'completed');
  const newSince = good?.startedAt ?? reading.requestedAt;
  const pass = { organizationId, reading: { ...reading, startedAt }, directory, newSince, signal: lease.signal };
  try {
    await stageAll(deps, pass);
    await judgeAndApply(deps, pass);
  } catch (error) {
    if (lease.signal.aborted || error instanceof ReadingLostError) {
      deps.log.warn({ readingId: reading.id }, 'the lease of a reading was lost: another process goes on');
      return;
    }
    // What is staged belongs to whoever holds the pass now.
    if (!(await fail(deps, pass, error))) return;
  } finally {
    lease.release();
  }
  await clearStaged(deps.database.db, reading);
}

function keepLease(deps: ServiceDeps, reading: Reading): { signal: AbortSignal; release: () => void } {
  const lost = new AbortController();
  const renew = async () => {
    if (!(await renewReadingLease(deps.database.db, reading, leaseFrom(deps)))) lost.abort();
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => deps.log.warn({ err: error }, 'the lease of a reading was not renewed'));
  }, renewalMs(deps.leases.readingMs));
  return { signal: lost.signal, release: () => clearInterval(timer) };
}

async function stageAll(deps: ServiceDeps, { reading, directory, signal }: Pass): Promise<void> {
  await clearStaged(deps.database.db, reading);
  let peopleRead = 0;
  for await (const page of deps.roster.listPeople(signal)) {
    await stagePeople(deps.database.db, reading, page);
    peopleRead += page.length;
    await showProgress(deps, reading, peopleRead);
    signal.throwIfAborted();
  }
  for await (const page of directory.listAccounts(signal)) {
    await stageAccounts(deps.database.db, reading, page);
    signal.throwIfAborted();
  }
}

/** Everybody who waits for this pass sees how far it is. */
async function showProgress(deps: ServiceDeps, reading: Reading, peopleRead: number): Promise<void> {
  await setReadingProgress(deps.database.db, reading, peopleRead);
  const waiting = await listWaitingEnforceRequests(deps.database.db, reading.organizationId);
  for (const { viewId, id, readingIds } of waiting) {
    if (viewId === null || !readingIds.includes(reading.id)) continue;
    await deps.notifier.showEnforce(viewId, id, { type: 'reading', peopleRead });
  }
}

async function judgeAndApply(deps: ServiceDeps, pass: Pass): Promise<void> {
  const effect = await measureReadingEffect(deps.database.db, pass.reading);
  const reason = pass.reading.acceptedBy === null ? holdReason(effect) : null;
  if (reason === null) await applyReading(deps, pass);
  else await hold(deps, pass, reason);
}

async function hold(deps: ServiceDeps, { organizationId, reading, directory }: Pass, reason: string): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const before = await findLatestReading(trx, organizationId, directory.name, 'held');
    const good = await findLatestReading(trx, organizationId, directory.name, 'completed');
    if (!(await holdReading(trx, reading, { reason, at: now }))) throw new ReadingLostError(reading.id);
    await recordByMuster(trx, organizationId, {
      at: now,
      type: 'reading.held',
      source: 'reading',
      subjectId: reading.id,
    });
    // Told once per trouble, not at every pass.
    if (before?.startedAt && (!good?.startedAt || before.startedAt > good.startedAt)) return;
    const payload = { kind: 'reading_held', directoryLabel: directory.label, reason } as const;
    await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** The last good reading stays in force. Returns whether the pass was still ours. */
async function fail(deps: ServiceDeps, { reading, directory }: Pass, error: unknown): Promise<boolean> {
  const known = error instanceof DirectoryError;
  deps.log.warn({ err: error, readingId: reading.id, directory: directory.name }, 'a reading failed');
  return failReading(deps.database.db, reading, {
    code: known ? error.code : 'internal',
    sentence: known ? error.sentence : 'Something unexpected happened; the log of the server says what.',
    at: deps.clock.now(),
  });
}
