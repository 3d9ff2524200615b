/** `team_join` and `user_change`: one person is read anew, with all that follows: pending, admitted, gone. */
import { getEnforcement } from '../db/enforcement-repository.ts';
import { findMemberBySlackId, insertMember, type Member, updateMember } from '../db/member-repository.ts';
import { inTransaction } from '../db/transaction.ts';
import type { OrganizationId, SlackUserId } from '../domain/ids.ts';
import type { RosterPerson } from '../ports.ts';
import { applyAnswers, askDirectories } from './checking.ts';
import type { ServiceDeps } from './deps.ts';
import { acceptInvitations } from './invitations.ts';
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
  const member = await enter(deps, organizationId, known, person, seenAt);
  const answers = await askDirectories(deps, organizationId, member);
  await applyAnswers(deps, organizationId, member, {
    answers,
    askedAt: seenAt,
    source: 'slack:event',
    appearedSince: seenAt,
  });
}

async function leave(deps: ArriveDeps, organizationId: OrganizationId, member: Member): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    await updateMember(trx, organizationId, member.id, { state: 'deactivated' }, now);
    const enforced = (await getEnforcement(trx, organizationId)).state === 'on';
    const reach = { mailEnabled: deps.mailer.enabled, now };
    await settleMembers(trx, { organizationId, enforced, appearedSince: now, source: 'slack:event', reach }, [
      member.id,
    ]);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** New, returned, or only changed. Two events at the same moment find each other's row. */
async function enter(
  deps: ArriveDeps,
  organizationId: OrganizationId,
  known: Member | null,
  { slackUserId, name, email, timeZone, role }: RosterPerson,
  now: Date,
): Promise<Member> {
  const profile = { slackUserId, name, email, timeZone, role };
  return inTransaction(deps.database, async (trx) => {
    const current = known ?? (await findMemberBySlackId(trx, organizationId, slackUserId, now));
    if (current === null) {
      const member = await insertMember(trx, organizationId, { ...profile, state: 'active' }, now);
      await acceptInvitations(trx, organizationId, [member], now);
      return member;
    }
    const state = current.state === 'deactivated' ? 'active' : current.state;
    await updateMember(trx, organizationId, current.id, { ...profile, state }, now);
    return { ...current, ...profile, state };
  });
}
