/** `/mfa invite`: somebody by email, once more, or not any more. By the live role, and never a word of their own. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import {
  countInvitationsSince,
  findOpenInvitation,
  insertInvitation,
  noteInvitationSent,
  withdrawInvitation,
} from '../../db/invitation-repository.ts';
import {
  cancelInvitationTasks,
  insertInvitationTasks,
  listInvitationTasks,
} from '../../db/invitation-task-repository.ts';
import { findMembersByEmails } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { normalizeEmail } from '../../db/values.ts';
import { refuseWithoutManage } from '../../domain/enforcement.ts';
import type { InvitationId, MemberId, OrganizationId } from '../../domain/ids.ts';
import {
  INVITATION_INTERVAL_MS,
  INVITATION_LIFETIME_MS,
  type InvitationWays,
  refuseInvitation,
  refuseResending,
} from '../../domain/invitation.ts';
import type { Directory } from '../../ports.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findCaller, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Invited, Outcome, Withdrawn } from '../screens/screens.ts';
import { latestTasks } from './tasks.ts';

export type InvitingDeps = Pick<
  ServiceDeps,
  'database' | 'clock' | 'roster' | 'log' | 'directories' | 'mailer' | 'queue'
>;

/** What one act writes, in its transaction. */
interface Act {
  trx: Trx;
  organizationId: OrganizationId;
  actorId: MemberId;
  source: Caller['source'];
  now: Date;
}

export function invite(deps: InvitingDeps, caller: Caller, typed: string): Promise<Outcome<Invited>> {
  const email = normalizeEmail(typed);
  return act(deps, caller, (now) => writeInvitation(deps, now, email));
}

export function resend(deps: InvitingDeps, caller: Caller, id: InvitationId): Promise<Outcome<Invited>> {
  return act(deps, caller, (now) => writeAgain(deps, now, id));
}

export function withdraw(deps: InvitingDeps, caller: Caller, id: InvitationId): Promise<Outcome<Withdrawn>> {
  return act(deps, caller, (now) => writeWithdrawal(deps, now, id));
}

async function act<T>(
  deps: InvitingDeps,
  caller: Caller,
  work: (act: Act) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { organizationId, slackUserId, source } = caller;
  const actor = await findCaller(deps, caller);
  const refusal = refuseWithoutManage(await readLivePermission(deps, organizationId, slackUserId));
  const outcome =
    refusal !== null
      ? refused(refusal)
      : await inTransaction(deps.database, async (trx, onCommit) => {
          // Whoever arrives at this moment is a member before, or accepts afterwards.
          await lockEnforcement(trx, organizationId);
          onCommit(() => deps.queue.wakeDeliveries());
          return work({ trx, organizationId, actorId: actor.id, source, now: deps.clock.now() });
        });
  if (outcome.type === 'refused') await recordRefusal(deps, caller, actor.id, 'invitation.refused', outcome.refusal);
  return outcome;
}

async function writeInvitation(deps: InvitingDeps, act: Act, email: string): Promise<Outcome<Invited>> {
  const { trx, organizationId, actorId, now } = act;
  const refusal = refuseInvitation({
    ways: waysOf(deps),
    isMember: (await findMembersByEmails(trx, organizationId, [email], now)).length > 0,
    isInvited: (await findOpenInvitation(trx, organizationId, { email }, now)) !== null,
    sentLately: await countLately(act),
  });
  if (refusal !== null) return refused(refusal);
  const expiresAt = new Date(now.getTime() + INVITATION_LIFETIME_MS);
  const invitationId = await insertInvitation(trx, organizationId, { email, invitedBy: actorId, expiresAt, now });
  const inviting = listInviting(deps);
  await send(deps, act, { invitationId, inviting, again: false });
  return done({ email, expiresAt, mail: deps.mailer.enabled, directories: inviting.map(({ label }) => label) });
}

/** The email goes out again, and the directories that have not invited are asked again. */
async function writeAgain(deps: InvitingDeps, act: Act, id: InvitationId): Promise<Outcome<Invited>> {
  const { trx, organizationId, now } = act;
  const open = await findOpenInvitation(trx, organizationId, { id }, now);
  const refusal = refuseResending({
    now,
    openSentAt: open?.sentAt ?? null,
    ways: waysOf(deps),
    sentLately: await countLately(act),
  });
  if (open === null || refusal !== null) return refused(refusal ?? { code: 'invitation_over' });
  const tasks = latestTasks(await listInvitationTasks(trx, organizationId, [id]));
  const settled = tasks.filter(({ state }) => state !== 'failed' && state !== 'cancelled');
  const inviting = listInviting(deps).filter(({ name }) => settled.every(({ directory }) => directory !== name));
  await cancelInvitationTasks(trx, organizationId, [id], { mailOnly: true });
  await noteInvitationSent(trx, organizationId, id, now);
  await send(deps, act, { invitationId: id, inviting, again: true });
  const { email, expiresAt } = open;
  return done({ email, expiresAt, mail: deps.mailer.enabled, directories: inviting.map(({ label }) => label) });
}

async function writeWithdrawal(deps: InvitingDeps, act: Act, id: InvitationId): Promise<Outcome<Withdrawn>> {
  const { trx, organizationId, now } = act;
  const open = await findOpenInvitation(trx, organizationId, { id }, now);
  if (open === null || !(await withdrawInvitation(trx, organizationId, id, now))) {
    return refused({ code: 'invitation_over' });
  }
  await cancelInvitationTasks(trx, organizationId, [id]);
  await record(act, 'invitation.withdrawn', id, null);
  const tasks = await listInvitationTasks(trx, organizationId, [id]);
  const told = deps.directories.filter(({ name }) =>
    tasks.some((task) => task.directory === name && task.state !== 'cancelled' && task.state !== 'failed'),
  );
  return done({ email: open.email, directories: told.map(({ label }) => label) });
}

function listInviting({ directories }: InvitingDeps): readonly Directory[] {
  return directories.filter(({ inviting }) => inviting != null);
}

function waysOf(deps: InvitingDeps): InvitationWays {
  return { mail: deps.mailer.enabled, directories: listInviting(deps).length };
}

function countLately({ trx, organizationId, now }: Act): Promise<number> {
  return countInvitationsSince(trx, organizationId, new Date(now.getTime() - INVITATION_INTERVAL_MS));
}

async function send(
  deps: InvitingDeps,
  act: Act,
  { invitationId, inviting, again }: { invitationId: InvitationId; inviting: readonly Directory[]; again: boolean },
): Promise<void> {
  const directories = [...(deps.mailer.enabled ? [null] : []), ...inviting.map(({ name }) => name)];
  await insertInvitationTasks(act.trx, act.organizationId, { invitationId, directories, now: act.now });
  await record(act, 'invitation.sent', invitationId, {
    again,
    mail: deps.mailer.enabled,
    directories: inviting.length,
  });
}

async function record(
  { trx, organizationId, actorId, source, now }: Act,
  type: 'invitation.sent' | 'invitation.withdrawn',
  subjectId: InvitationId,
  after: { again: boolean; mail: boolean; directories: number } | null,
): Promise<void> {
  const actor = { type: 'member', id: actorId } as const;
  await appendAuditEvent(trx, organizationId, { at: now, type, actor, source, subjectId, before: null, after });
}
