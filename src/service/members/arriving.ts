/** `team_join` and `user_change`: one person is read anew, with all that follows: pending, admitted, gone. */
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findMemberBySlackId, insertMember, type Member, updateMember } from '../../db/member-repository.ts';
import { requestReading } from '../../db/reading-request-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId, SlackUserId } from '../../domain/ids.ts';
import type { RosterPerson } from '../../ports.ts';
import type { ServiceDeps } from '../deps.ts';
import { acceptInvitations } from '../invitations/accepting.ts';
import { type Answer, applyAnswers, askDirectories } from './checking.ts';
import { readNewSince } from './newcomers.ts';
import { settleMembers } from './settling.ts';

type ArriveDeps = Omit<ServiceDeps, 'notifier' | 'machineClock'>;

/** What Slack says in the event is not believed: the person is read. A bot, or another workspace's, is nobody here. */
export async function seePerson(
  deps: ArriveDeps,
  organizationId: OrganizationId,
  slackUserId: SlackUserId,
): Promise<void> {
  const seenAt = deps.clock.now();
  const person = await deps.roster.readPerson(slackUserId);
  const known = await findMemberBySlackId(deps.database.db, organizationId, slackUserId, seenAt);
  if (person === null || person.deactivated) {
    if (known !== null && known.state !== 'deactivated') await leave(deps, organizationId, known);
    return;
  }
  const member = await enter(deps, organizationId, person, seenAt);
  const answers = await askOrLeaveOpen(deps, organizationId, member);
  const appearedSince = await readNewSince(deps, organizationId, seenAt);
  await applyAnswers(deps, organizationId, member, { answers, askedAt: seenAt, source: 'slack:event', appearedSince });
}

/** A directory that does not answer holds nobody back from being seen: what it would say is read by the next pass. */
async function askOrLeaveOpen(deps: ArriveDeps, organizationId: OrganizationId, member: Member): Promise<Answer[]> {
  try {
    return await askDirectories(deps, organizationId, member);
  } catch (error) {
    deps.log.warn({ err: error, memberId: member.id }, 'the directories did not tell of somebody who came');
    await requestReadings(deps, organizationId);
    return [];
  }
}

async function requestReadings(deps: ArriveDeps, organizationId: OrganizationId): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    for (const { name: directory } of deps.directories) {
      await requestReading(trx, organizationId, { directory, trigger: 'schedule', now: deps.clock.now() });
    }
    onCommit(() => deps.queue.wakeReadings());
  });
}

async function leave(deps: ArriveDeps, organizationId: OrganizationId, member: Member): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
    await updateMember(trx, organizationId, member.id, { state: 'deactivated' }, now);
    const reach = { mailEnabled: deps.mailer.enabled, now };
    await settleMembers(trx, { organizationId, enforced, appearedSince: now, source: 'slack:event', reach }, [
      member.id,
    ]);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** New, returned, or only changed. The lock makes two events, or an event and a pass, find each other's row. */
async function enter(
  deps: ArriveDeps,
  organizationId: OrganizationId,
  { slackUserId, name, email, timeZone, role, awayUntil = null }: RosterPerson,
  now: Date,
): Promise<Member> {
  const profile = { slackUserId, name, email, timeZone, role, awayUntil };
  return inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const current = await findMemberBySlackId(trx, organizationId, slackUserId, now);
    if (current === null) {
      const member = await insertMember(trx, organizationId, { ...profile, state: 'active' }, now);
      await acceptInvitations(trx, organizationId, [member], { source: 'slack:event', now });
      return member;
    }
    const returned = current.state === 'deactivated' && ({ state: 'active' } as const);
    await updateMember(trx, organizationId, current.id, { ...profile, ...returned }, now);
    if (returned) await acceptInvitations(trx, organizationId, [{ ...current, email }], { source: 'slack:event', now });
    return { ...current, ...profile, ...returned };
  });
}
