/** Whose account it is, said by hand: for accounts that match nobody in Slack, or several. It wins over emails. */
import { deleteAccountLink, insertAccountLinks, listLinksOfMember } from '../../db/account-link-repository.ts';
import { type Account, listAccountsOfMember, moveAccount } from '../../db/account-repository.ts';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Db, Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findMember, findMemberBySlackId, type Member, updateMember } from '../../db/member-repository.ts';
import { refreshMfaStatus } from '../../db/member-status-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { refuseWithoutManage } from '../../domain/enforcement.ts';
import type { AccountId, MemberId, OrganizationId, SlackUserId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { done, refused } from '../outcome.ts';
import { labelAccount } from '../screens/account-labels.ts';
import type { Linked, LinkScreen, Outcome, UnlinkScreen } from '../screens/screens.ts';
import { findCaller, findOfficer, readLivePermission } from './actor.ts';
import { findOwnerByEmail } from './owners.ts';
import { settleMembers } from './settling.ts';

export type LinkDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'log' | 'directories' | 'mailer' | 'queue'>;

/** What one act writes, in its transaction. */
interface Act {
  trx: Trx;
  organizationId: OrganizationId;
  actorId: MemberId;
  source: Caller['source'];
  now: Date;
}

export async function openLink(deps: LinkDeps, caller: Caller, memberId: MemberId): Promise<Outcome<LinkScreen>> {
  const refusal = await refuseOpening(deps, caller);
  if (refusal !== null) return refused(refusal);
  const found = await findUnmatched(deps, deps.database.db, caller.organizationId, memberId);
  return found === null ? refused({ code: 'nothing_to_link' }) : done({ memberId, accounts: found.labels });
}

export async function openUnlink(deps: LinkDeps, caller: Caller, memberId: MemberId): Promise<Outcome<UnlinkScreen>> {
  const refusal = await refuseOpening(deps, caller);
  if (refusal !== null) return refused(refusal);
  const { db } = deps.database;
  const member = await findMember(db, caller.organizationId, memberId, deps.clock.now());
  const accounts = await listLinked(db, caller.organizationId, memberId);
  if (member === null || accounts.length === 0) return refused({ code: 'nothing_linked' });
  const labelled = accounts.map((account) => ({
    accountId: account.id,
    label: labelAccount(deps.directories, account),
  }));
  return done({ person: personOf(member), accounts: labelled });
}

/** From now on the accounts of this member, who is nobody in Slack, are that person's. */
export function link(
  deps: LinkDeps,
  caller: Caller,
  { memberId, slackUserId }: { memberId: MemberId; slackUserId: SlackUserId },
): Promise<Outcome<Linked>> {
  return act(deps, caller, async (act) => {
    const { trx, organizationId, now } = act;
    const found = await findUnmatched(deps, trx, organizationId, memberId);
    if (found === null) return refused({ code: 'nothing_to_link' });
    const person = await findMemberBySlackId(trx, organizationId, slackUserId, now);
    if (person === null) return refused({ code: 'person_not_member' });
    if (person.state === 'deactivated') return refused({ code: 'person_deactivated' });
    await insertAccountLinks(trx, organizationId, found.accounts, { memberId: person.id, linkedBy: act.actorId, now });
    for (const { id, directory } of found.accounts) {
      await moveAccount(trx, organizationId, id, person.id);
      await record(act, 'link.added', { subjectId: person.id, accountId: id, directory });
    }
    await updateMember(trx, organizationId, memberId, { state: 'deactivated' }, now);
    await settle(deps, act, [memberId, person.id]);
    return done({ accounts: found.labels, person: personOf(person) });
  });
}

/** From now on the emails say again whose account it is. */
export function unlink(
  deps: LinkDeps,
  caller: Caller,
  { memberId, accountId }: { memberId: MemberId; accountId: AccountId },
): Promise<Outcome<Linked>> {
  return act(deps, caller, async (act) => {
    const { trx, organizationId, now } = act;
    const account = (await listLinked(trx, organizationId, memberId)).find(({ id }) => id === accountId);
    if (account === undefined || !(await deleteAccountLink(trx, organizationId, account))) {
      return refused({ code: 'nothing_linked' });
    }
    const owner = await findOwnerByEmail(trx, organizationId, account, now);
    await moveAccount(trx, organizationId, accountId, owner.id);
    await record(act, 'link.removed', { subjectId: memberId, accountId, directory: account.directory });
    await settle(deps, act, [memberId, owner.id]);
    return done({ accounts: [labelAccount(deps.directories, account)], person: personOf(owner) });
  });
}

async function refuseOpening(deps: LinkDeps, caller: Caller): Promise<Refusal | null> {
  const { permission } = await findOfficer(deps, caller);
  return refuseWithoutManage({ type: 'known', permission });
}

async function act<T>(deps: LinkDeps, caller: Caller, work: (act: Act) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const { organizationId, slackUserId, source } = caller;
  const actor = await findCaller(deps, caller);
  const refusal = refuseWithoutManage(await readLivePermission(deps, organizationId, slackUserId));
  const outcome =
    refusal !== null
      ? refused(refusal)
      : await inTransaction(deps.database, async (trx, onCommit) => {
          await lockEnforcement(trx, organizationId);
          onCommit(() => deps.queue.wakeDeliveries());
          return work({ trx, organizationId, actorId: actor.id, source, now: deps.clock.now() });
        });
  if (outcome.type === 'refused') await recordRefusal(deps, caller, actor.id, 'link.refused', outcome.refusal);
  return outcome;
}

/** A member who is only accounts; `null` for a person in Slack, and for one that was matched or is gone. */
async function findUnmatched(deps: LinkDeps, db: Db, organizationId: OrganizationId, memberId: MemberId) {
  const member: Member | null = await findMember(db, organizationId, memberId, deps.clock.now());
  if (member === null || member.slackUserId !== null || member.state === 'deactivated') return null;
  const accounts = await listAccountsOfMember(db, organizationId, memberId);
  const labels = accounts.map((account) => labelAccount(deps.directories, account));
  return accounts.length === 0 ? null : { accounts, labels };
}

async function listLinked(db: Db, organizationId: OrganizationId, memberId: MemberId): Promise<Account[]> {
  const links = await listLinksOfMember(db, organizationId, memberId);
  const accounts = await listAccountsOfMember(db, organizationId, memberId);
  return accounts.filter(({ directory, externalId }) =>
    links.some((key) => key.directory === directory && key.externalId === externalId),
  );
}

async function settle(
  deps: LinkDeps,
  { trx, organizationId, source, now }: Act,
  memberIds: readonly MemberId[],
): Promise<void> {
  const { state } = await lockEnforcement(trx, organizationId);
  const ids = [...new Set(memberIds)];
  await refreshMfaStatus(trx, organizationId, ids);
  const reach = { mailEnabled: deps.mailer.enabled, now };
  await settleMembers(trx, { organizationId, enforced: state === 'on', appearedSince: now, source, reach }, ids);
}

async function record(
  { trx, organizationId, actorId, source, now }: Act,
  type: 'link.added' | 'link.removed',
  { subjectId, ...after }: { subjectId: MemberId; accountId: AccountId; directory: string },
): Promise<void> {
  const actor = { type: 'member', id: actorId } as const;
  await appendAuditEvent(trx, organizationId, { at: now, type, actor, source, subjectId, before: null, after });
}
