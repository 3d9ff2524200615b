/** `/mfa remind everyone`: one reading, then a reminder to all who are `disabled`, with progress in the modal. */
import { setImmediate } from 'node:timers/promises';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { newId } from '../../db/ids.ts';
import { listMembers, tallyMembers } from '../../db/member-list-repository.ts';
import { findMember, type Member } from '../../db/member-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { findReading } from '../../db/reading-repository.ts';
import { requestReading } from '../../db/reading-request-repository.ts';
import { lastManualReminderAt } from '../../db/reminder-repository.ts';
import {
  findRound,
  insertRound,
  listOpenRounds,
  listRemindedInRound,
  lockRound,
  type Round,
  roundProgress,
  updateRound,
} from '../../db/round-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { MemberId, OrganizationId, ReadingId, RoundId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';
import { refuseReminder } from '../../domain/reminder.ts';
import type { RoundCounts } from '../../ports.ts';
import type { Caller } from '../caller.ts';
import { planNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import { readDirectoryHealth } from '../readings/directory-health.ts';
import type { Outcome, RemindEveryoneScreen } from '../screens/screens.ts';
import { planReminder } from './reminder-plan.ts';

const SLICE = 50;

export async function openEveryone(deps: ServiceDeps, caller: Caller): Promise<Outcome<RemindEveryoneScreen>> {
  const { db } = deps.database;
  const { permission } = await findActor(deps, caller);
  const organization = await getOrganization(db, caller.organizationId);
  if (!includes(permission, 'remind')) return refused({ code: 'not_permitted', needed: 'remind' });
  if (organization.away !== null) return refused({ code: 'organization_away' });
  return done({
    organizationName: organization.name,
    roundId: newId('round'),
    tally: await tallyMembers(db, caller.organizationId, deps.clock.now()),
    directories: await readDirectoryHealth(deps, caller.organizationId),
    mailEnabled: deps.mailer.enabled,
  });
}

/** *Send* asks for one reading; the reminders go out when it has ended. A second *Send* of one modal is refused. */
export async function submitEveryone(
  deps: ServiceDeps,
  caller: Caller,
  { roundId, viewId }: { roundId: RoundId; viewId: string | null },
): Promise<Outcome<null>> {
  const { organizationId } = caller;
  const { member, permission } = await findActor(deps, caller);
  if (!includes(permission, 'remind')) return refused({ code: 'not_permitted', needed: 'remind' });
  return inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const readingIds: ReadingId[] = [];
    for (const { name } of deps.directories) {
      readingIds.push((await requestReading(trx, organizationId, { directory: name, trigger: 'remind', now })).id);
    }
    const isNew = await insertRound(trx, organizationId, {
      id: roundId,
      requestedBy: member.id,
      viewId,
      readingIds,
      createdAt: now,
    });
    if (!isNew) return refused({ code: 'round_already_sent' });
    onCommit(() => deps.queue.wakeReadings());
    return done(null);
  });
}

/** Goes on with every round whose reading has ended, from where a crash left it. */
export async function runRounds(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  for (const round of await listOpenRounds(deps.database.db, organizationId)) {
    if (round.state === 'waiting' && (await isReadingDone(deps, organizationId, round))) {
      await planRound(deps, organizationId, round);
    }
    await reportRound(deps, organizationId, round.id);
  }
}

/** A reading that failed lets nothing go out: the modal says so. */
async function isReadingDone(deps: ServiceDeps, organizationId: OrganizationId, round: Round): Promise<boolean> {
  const readings = await Promise.all(round.readingIds.map((id) => findReading(deps.database.db, organizationId, id)));
  if (readings.every((reading) => reading?.state === 'completed')) return true;
  const failed = readings.find((reading) => reading === null || reading.state === 'failed' || reading.state === 'held');
  if (failed === undefined) return false;
  const sentence = `Muster could not read everybody's MFA status, so nothing was sent. ${failed?.failure ?? ''}`.trim();
  await failRound(deps, organizationId, round, sentence);
  if (round.viewId !== null) await deps.notifier.showRound(round.viewId, round.id, { type: 'failed', sentence });
  return false;
}

/** Whoever asked is also told in a direct message: the modal may be closed by now. */
async function failRound(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  { id }: Round,
  sentence: string,
): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const round = await lockRound(trx, organizationId, id);
    if (round?.state !== 'waiting') return;
    await updateRound(trx, organizationId, id, { state: 'failed' });
    const requester = await findMember(trx, organizationId, round.requestedBy, now);
    if (requester === null) return;
    await planNotice(
      trx,
      organizationId,
      { payload: { kind: 'round_failed', sentence }, recipients: [requester], channels: ['slack'] },
      { mailEnabled: deps.mailer.enabled, now },
    );
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** Who has a reminder of this round already is passed over, so that a crash in the middle repeats nothing. */
async function planRound(deps: ServiceDeps, organizationId: OrganizationId, round: Round): Promise<void> {
  let skipped = 0;
  let after: { name: string; id: MemberId } | undefined;
  do {
    const slice = await inTransaction(deps.database, async (trx, onCommit) => {
      onCommit(() => deps.queue.wakeDeliveries());
      return planSlice(deps, trx, organizationId, round, after);
    });
    skipped += slice.skipped;
    after = slice.last;
    await setImmediate();
  } while (after !== undefined);
  await closePlanning(deps, organizationId, round, skipped);
}

async function planSlice(
  deps: ServiceDeps,
  trx: Trx,
  organizationId: OrganizationId,
  round: Round,
  after: { name: string; id: MemberId } | undefined,
): Promise<{ skipped: number; last: { name: string; id: MemberId } | undefined }> {
  const now = deps.clock.now();
  // Two processes may plan at once, and somebody may remind one person by hand: without the locks neither sees the other.
  await lockEnforcement(trx, organizationId);
  if ((await lockRound(trx, organizationId, round.id))?.state !== 'waiting') return { skipped: 0, last: undefined };
  const page = await listMembers(trx, organizationId, { filter: 'missing', limit: SLICE, after }, now);
  const done = new Set(
    await listRemindedInRound(
      trx,
      organizationId,
      round.id,
      page.map(({ id }) => id),
    ),
  );
  let skipped = 0;
  for (const member of page) {
    if (done.has(member.id)) continue;
    const lastManualAt = await lastManualReminderAt(trx, organizationId, member.id);
    if (refuseReminder({ member, lastManualAt, now, blindness: null }) === null)
      await remind(deps, trx, organizationId, round, member);
    else skipped += 1;
  }
  return { skipped, last: page.length === SLICE ? page.at(-1) : undefined };
}

async function remind(
  deps: ServiceDeps,
  trx: Trx,
  organizationId: OrganizationId,
  round: Round,
  member: Member,
): Promise<void> {
  const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
  const request = { reason: 'manual', requestedBy: round.requestedBy, roundId: round.id, deadline: null } as const;
  await planReminder(trx, organizationId, member, request, reach);
}

/** Reminding many is one event; the ledger of deliveries has the rest. */
async function closePlanning(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  round: Round,
  skipped: number,
): Promise<void> {
  await inTransaction(deps.database, async (trx) => {
    if ((await lockRound(trx, organizationId, round.id))?.state !== 'waiting') return;
    const reminded = (await roundProgress(trx, organizationId, round.id)).total;
    await updateRound(trx, organizationId, round.id, { state: 'sending', reminded, skipped });
    await appendAuditEvent(trx, organizationId, {
      at: deps.clock.now(),
      type: 'round.sent',
      actor: { type: 'member', id: round.requestedBy },
      source: 'slack:modal',
      subjectId: round.id,
      before: null,
      after: { reminded, skipped },
    });
  });
}

/** Shows how far a round is; once everything has been tried, whoever asked gets a summary. */
export async function reportRound(deps: ServiceDeps, organizationId: OrganizationId, roundId: RoundId): Promise<void> {
  const round = await findRound(deps.database.db, organizationId, roundId);
  if (round?.state !== 'sending') return;
  const { sent, pending, failed, skipped, total } = await roundProgress(deps.database.db, organizationId, roundId);
  const counts = { sent, failed, skipped: skipped + round.skipped, total: total + round.skipped };
  const finished = pending === 0;
  if (finished) await finishRound(deps, organizationId, round, counts);
  if (round.viewId === null) return;
  await deps.notifier.showRound(
    round.viewId,
    roundId,
    finished ? { type: 'finished', roundId, counts } : { type: 'sending', counts },
  );
}

async function finishRound(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  { id, requestedBy }: Round,
  counts: RoundCounts,
): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const round = await lockRound(trx, organizationId, id);
    const requester = await findMember(trx, organizationId, requestedBy, deps.clock.now());
    if (round?.state !== 'sending' || requester === null) return;
    await updateRound(trx, organizationId, id, { state: 'finished' });
    await planNotice(
      trx,
      organizationId,
      { payload: { kind: 'round_finished', roundId: id, ...counts }, recipients: [requester], channels: ['slack'] },
      { mailEnabled: deps.mailer.enabled, now: deps.clock.now() },
    );
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
