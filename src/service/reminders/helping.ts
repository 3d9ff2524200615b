/** *I need help*: to the channel for help where there is one, else to who reminded, else to the owners. */
import { countAnswer } from '../../db/campaign-member-repository.ts';
import type { Trx } from '../../db/database.ts';
import { type Delivery, markUndeliverable } from '../../db/delivery-repository.ts';
import { findMember, type Member } from '../../db/member-repository.ts';
import { findNotice } from '../../db/notice-repository.ts';
import { findReminder } from '../../db/reminder-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { MemberId, NoticeId, OrganizationId, ReminderId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import { includes } from '../../domain/permission.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import { noticePayload } from '../deliveries/notice-payload.ts';
import { planNotice, planOwnersNotice, type Reach } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor, findCaller, readPermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { HelpAsked, Outcome } from '../screens/screens.ts';

type HelpDeps = Omit<ServiceDeps, 'notifier' | 'machineClock'>;

export async function askForHelp(deps: HelpDeps, caller: Caller, reminderId: ReminderId): Promise<Outcome<HelpAsked>> {
  const { organizationId } = caller;
  const { db } = deps.database;
  const member = await findCaller(deps, caller);
  const reminder = await findReminder(db, organizationId, reminderId);
  // Somebody else's message cannot be answered, whatever a button says.
  if (reminder === null || reminder.memberId !== member.id) return refused({ code: 'not_your_message' });
  const requester = await findHelper(deps, organizationId, member.id, reminder.requestedBy);
  const to = await inTransaction(deps.database, async (trx, onCommit) => {
    const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
    await countAnswer(trx, organizationId, member.id, reach.now);
    onCommit(() => deps.queue.wakeDeliveries());
    return planRequest(trx, organizationId, { member, requester }, reach);
  });
  return done({ to });
}

async function planRequest(
  trx: Trx,
  organizationId: OrganizationId,
  { member, requester }: { member: Member; requester: Member | null },
  reach: Reach,
): Promise<HelpAsked['to']> {
  const { helpChannel } = await getSettings(trx, organizationId);
  const payload = { kind: 'help_requested', memberId: member.id, unreachable: null } as const;
  const notice = { payload, channels: ['slack'] } as const;
  if (helpChannel !== null) {
    await planNotice(trx, organizationId, { ...notice, recipients: [member], toChannel: helpChannel }, reach);
    return 'channel';
  }
  if (requester === null) {
    await planOwnersNotice(trx, organizationId, notice, reach);
    return 'owners';
  }
  await planNotice(trx, organizationId, { ...notice, recipients: [requester] }, reach);
  return 'requester';
}

/** Who reminded, if they are still there and may still see who lacks MFA: names are private. */
async function findHelper(
  deps: HelpDeps,
  organizationId: OrganizationId,
  memberId: MemberId,
  requestedBy: MemberId | null,
): Promise<Member | null> {
  if (requestedBy === null || requestedBy === memberId) return null;
  const requester = await findMember(deps.database.db, organizationId, requestedBy, deps.clock.now());
  if (requester === null) return null;
  const permission = await readPermission(deps, organizationId, requester);
  return includes(permission, 'view') ? requester : null;
}

/** To people with `view`, by who they are now. */
export async function whoAsks(deps: HelpDeps, caller: Caller, noticeId: NoticeId): Promise<Outcome<Person>> {
  const { organizationId } = caller;
  const { permission } = await findActor(deps, caller);
  if (!includes(permission, 'view')) return refused({ code: 'not_permitted', needed: 'view' });
  const notice = await findNotice(deps.database.db, organizationId, noticeId);
  const payload = notice === null ? null : noticePayload.parse(JSON.parse(notice.payload));
  if (payload?.kind !== 'help_requested') return refused({ code: 'person_unknown' });
  const member = await findMember(deps.database.db, organizationId, payload.memberId, deps.clock.now());
  return member === null ? refused({ code: 'person_unknown' }) : done(personOf(member));
}

/** The channel for help cannot be written to: nobody is left waiting, so the owners get it, and hear why. */
export async function helpByOwners(
  deps: Pick<ServiceDeps, 'database' | 'clock' | 'mailer' | 'queue'>,
  delivery: Delivery,
  error: string,
): Promise<void> {
  const { organizationId, memberId, toChannel } = delivery;
  await inTransaction(deps.database, async (trx, onCommit) => {
    if (!(await markUndeliverable(trx, delivery.id, delivery.attempt, { error }))) return;
    const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
    const payload = { kind: 'help_requested', memberId, unreachable: toChannel } as const;
    await planOwnersNotice(trx, organizationId, { payload, channels: ['slack'] }, reach);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
