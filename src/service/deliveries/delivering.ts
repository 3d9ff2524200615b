/** One delivery: claimed just before it is sent, built from what is true now, sent once, and written down. */
import { lockApprovalOfNotice } from '../../db/approval-repository.ts';
import { countSent } from '../../db/campaign-member-repository.ts';
import type { DatabaseHandle } from '../../db/database.ts';
import {
  cancelDelivery,
  claimDelivery,
  type Delivery,
  insertDeliveries,
  markSent,
  markUndeliverable,
  renewDeliveryLease,
  retryDelivery,
} from '../../db/delivery-repository.ts';
import { getMember, type Member, setDmChannel } from '../../db/member-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { lockReminder } from '../../db/reminder-repository.ts';
import { inSharedTransaction } from '../../db/shared-transaction.ts';
import { retryDelayMs } from '../../domain/delivery.ts';
import type { DeliveryId } from '../../domain/ids.ts';
import { renewalMs } from '../../domain/lease.ts';
import type { Message, SlackMessageRef } from '../../domain/message.ts';
import { DeliveryError } from '../../ports.ts';
import { buildNoticeEdit } from '../approvals/notice-edits.ts';
import type { ServiceDeps } from '../deps.ts';
import { buildEdit } from '../reminders/closing.ts';
import { helpByOwners } from '../reminders/helping.ts';
import { isSlackGone, leaveSlack } from './away.ts';
import { composeMessage } from './composing.ts';

/** The wait of a delivery that found Slack away: the sweep leaves these alone until the return. */
const AWAY_DELAY_MS = 60_000;

/**
 * What this process sends right now. A lease can run out under its feet (the machine's clock jumped, or stood still): what
 * it has in hand it must not take a second time, because Slack may already have the first.
 */
const underWay = new WeakMap<DatabaseHandle, Set<DeliveryId>>();

/** Returns what it took; `null` when another worker has it, when it was cancelled, or when it is not due any more. */
export async function deliver(deps: ServiceDeps, id: DeliveryId, attempt: number): Promise<Delivery | null> {
  const ours = underWay.get(deps.database) ?? new Set();
  underWay.set(deps.database, ours);
  if (ours.has(id)) return null;
  ours.add(id);
  try {
    return await claimAndSend(deps, id, attempt);
  } finally {
    ours.delete(id);
  }
}

async function claimAndSend(deps: ServiceDeps, id: DeliveryId, attempt: number): Promise<Delivery | null> {
  const delivery = await inSharedTransaction(deps.database, (trx) =>
    claimDelivery(trx, id, attempt, { now: deps.clock.now(), ...leaseFrom(deps) }),
  );
  if (delivery === null) return null;
  const claimedAt = deps.machineClock.now();
  const release = keepLease(deps, delivery);
  try {
    await composeAndSend(deps, delivery, claimedAt);
  } catch (error) {
    await giveBack(deps, delivery, error);
  } finally {
    release();
  }
  return delivery;
}

function leaseFrom(deps: ServiceDeps): { machineNow: Date; leaseMs: number } {
  return { machineNow: deps.machineClock.now(), leaseMs: deps.leases.deliveryMs };
}

function keepLease(deps: ServiceDeps, delivery: Delivery): () => void {
  const timer = setInterval(() => {
    renewDeliveryLease(deps.database.db, delivery.id, delivery.attempt, leaseFrom(deps)).catch((error: unknown) =>
      deps.log.warn({ err: error, deliveryId: delivery.id }, 'the lease of a delivery was not renewed'),
    );
  }, renewalMs(deps.leases.deliveryMs));
  return () => clearInterval(timer);
}

async function composeAndSend(deps: ServiceDeps, delivery: Delivery, claimedAt: Date): Promise<void> {
  const { db } = deps.database;
  const now = deps.clock.now();
  const organization = await getOrganization(db, delivery.organizationId);
  if (organization.away !== null && delivery.channel !== 'email') {
    throw new DeliveryError('organization_away', { type: 'after', delayMs: AWAY_DELAY_MS });
  }
  const member = await getMember(db, delivery.organizationId, delivery.memberId, now);
  const message = await composeMessage(deps, delivery, organization, member);
  if (message === null) {
    await cancelDelivery(db, delivery.id, delivery.attempt);
    return;
  }
  if (!(await isStillOurs(deps, delivery, claimedAt))) return;
  const slackRef = await send(deps, delivery, member, message);
  await writeSent(deps, delivery, member, slackRef);
}

/** A process that stood still for long asks before it sends: another may have taken the delivery. */
async function isStillOurs(deps: ServiceDeps, { id, attempt }: Delivery, claimedAt: Date): Promise<boolean> {
  const lease = leaseFrom(deps);
  if (lease.machineNow.getTime() - claimedAt.getTime() < renewalMs(lease.leaseMs)) return true;
  return renewDeliveryLease(deps.database.db, id, attempt, lease);
}

/** A reminder that was closed while its message was on the way is edited like those that arrived before. */
async function writeSent(
  deps: ServiceDeps,
  delivery: Delivery,
  { id: memberId, dmChannelId }: Member,
  slackRef: SlackMessageRef | null,
): Promise<void> {
  const { organizationId, reminderId, noticeId } = delivery;
  await inSharedTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    // Whoever closes the reminder at this moment waits, and then finds the message to edit.
    const reminder = reminderId === null ? null : await lockReminder(trx, organizationId, reminderId);
    const isDirect = delivery.channel === 'slack' && delivery.toChannel === null;
    if (isDirect && slackRef !== null && slackRef.channel !== dmChannelId)
      await setDmChannel(trx, organizationId, memberId, slackRef.channel);
    const approval = noticeId === null ? null : await lockApprovalOfNotice(trx, organizationId, noticeId);
    const isOurs = await markSent(trx, delivery.id, delivery.attempt, { sentAt: now, slackRef });
    if (isOurs && reminder?.campaignId != null && delivery.channel !== 'slack_edit') {
      const { campaignId, id } = reminder;
      await countSent(trx, organizationId, { campaignId, memberId, reminderId: id, at: now });
    }
    if (!isOurs || slackRef === null || delivery.channel !== 'slack') return;
    const edits = [
      ...(reminder === null ||
      reminder.outcome === null ||
      reminder.outcome === 'left' ||
      reminder.outcome === 'superseded'
        ? []
        : [buildEdit(reminder.id, memberId, slackRef, now)]),
      ...(approval === null || approval.state === 'open'
        ? []
        : [buildNoticeEdit(approval.noticeId, memberId, slackRef, now)]),
    ];
    await insertDeliveries(trx, organizationId, edits);
    if (edits.length > 0) onCommit(() => deps.queue.wakeDeliveries());
  });
}

async function send(
  deps: ServiceDeps,
  delivery: Delivery,
  member: Member,
  message: Message,
): Promise<SlackMessageRef | null> {
  const envelope = { deliveryId: delivery.id, message };
  switch (delivery.channel) {
    case 'slack':
      if (delivery.toChannel !== null) return deps.notifier.post(delivery.toChannel, envelope);
      return sendDirectMessage(deps, delivery, member, message);
    case 'slack_edit':
      return editMessage(deps, delivery, message);
    case 'email':
      if (member.email === null) throw new DeliveryError('no_address', { type: 'never' });
      await deps.mailer.send(member.email, envelope);
      return null;
  }
}

async function sendDirectMessage(
  deps: ServiceDeps,
  delivery: Delivery,
  member: Member,
  message: Message,
): Promise<SlackMessageRef> {
  if (member.slackUserId === null) throw new DeliveryError('not_in_slack', { type: 'never' });
  const to = { slackUserId: member.slackUserId, channel: member.dmChannelId };
  return deps.notifier.send(to, { deliveryId: delivery.id, message }, { firstAttempt: delivery.attempt === 1 });
}

/** An edit says how something ended: a reminder, or a request that a second person agrees. */
function isEdit(message: Message): boolean {
  return message.kind === 'reminder_closed' || message.kind === 'approval_requested';
}

async function editMessage(deps: ServiceDeps, delivery: Delivery, message: Message): Promise<SlackMessageRef> {
  if (delivery.slackRef === null || !isEdit(message)) throw new DeliveryError('nothing_to_edit', { type: 'never' });
  await deps.notifier.edit(delivery.slackRef, { deliveryId: delivery.id, message });
  return delivery.slackRef;
}

/** The class of the error decides whether to try again. What is not a `DeliveryError` is a bug, and bugs get mended. */
async function giveBack(deps: ServiceDeps, delivery: Delivery, error: unknown): Promise<void> {
  const code = error instanceof DeliveryError ? error.code : 'internal';
  const retry = error instanceof DeliveryError ? error.retry : ({ type: 'backoff' } as const);
  deps.log.warn({ err: error, deliveryId: delivery.id, attempt: delivery.attempt }, 'a delivery failed');
  if (isSlackGone(code)) await leaveSlack(deps, delivery.organizationId, code);
  const countsAsFailure = retry.type !== 'after';
  const delayMs = nextDelayMs(retry, delivery.failures + 1);
  if (delayMs === null && delivery.toChannel !== null) await helpByOwners(deps, delivery, code);
  else if (delayMs === null) await markUndeliverable(deps.database.db, delivery.id, delivery.attempt, { error: code });
  else {
    const retryAt = new Date(deps.machineClock.now().getTime() + delayMs);
    await retryDelivery(deps.database.db, delivery.id, delivery.attempt, { retryAt, error: code, countsAsFailure });
  }
}

function nextDelayMs(retry: DeliveryError['retry'], failures: number): number | null {
  switch (retry.type) {
    case 'never':
      return null;
    case 'after':
      return retry.delayMs;
    case 'backoff':
      return retryDelayMs(failures);
  }
}
