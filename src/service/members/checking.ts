/** *Check me again*: one person is read anew from every directory, with all that follows from it. */

import { findAccount, listAccountsOfMember, upsertAccount } from '../../db/account-repository.ts';
import { countAnswer } from '../../db/campaign-member-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findLocksOf } from '../../db/lock-repository.ts';
import { findMember, getMember, type Member } from '../../db/member-repository.ts';
import { refreshMfaStatus } from '../../db/member-status-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { identityOf } from '../../db/staging-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NO_IDENTITY } from '../../domain/account.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { HOLDING_LOCK_STATES } from '../../domain/locking.ts';
import type { Directory, DirectoryAccount } from '../../ports.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { done } from '../outcome.ts';
import { firstBlindness } from '../readings/directory-health.ts';
import type { CheckResult, Outcome } from '../screens/screens.ts';
import { readViewer } from '../screens/viewer.ts';
import { findActor } from './actor.ts';
import { readNewSince } from './newcomers.ts';
import { settleMembers } from './settling.ts';

type CheckDeps = Omit<ServiceDeps, 'notifier' | 'machineClock'>;

export async function checkMe(deps: CheckDeps, caller: Caller): Promise<Outcome<CheckResult>> {
  const { member, permission } = await findActor(deps, caller);
  const { fresh, member: after } = await checkMember(deps, caller.organizationId, member, caller.source);
  await inTransaction(deps.database, (trx) => countAnswer(trx, caller.organizationId, member.id, deps.clock.now()));
  const organization = await getOrganization(deps.database.db, caller.organizationId);
  return done({
    viewer: await readViewer(deps, caller.organizationId, { member: after, permission }),
    admitted: member.state === 'pending' && after.state === 'active',
    fresh,
    blindness: firstBlindness(deps.directories),
    organizationName: organization.name,
  });
}

interface Checked {
  member: Member;
  /** `false` when a directory could not be asked: the status is then the last known one. */
  fresh: boolean;
}

export interface Answer {
  directory: Directory;
  externalId: string;
  account: DirectoryAccount | null;
}

/** Reads the person's accounts outside of any transaction, then writes them with their consequences in one. */
export async function checkMember(
  deps: CheckDeps,
  organizationId: OrganizationId,
  member: Member,
  source: string,
): Promise<Checked> {
  const askedAt = deps.clock.now();
  try {
    const answers = await askDirectories(deps, organizationId, member);
    const appearedSince = await readNewSince(deps, organizationId, askedAt);
    await applyAnswers(deps, organizationId, member, { answers, askedAt, source, appearedSince });
  } catch (error) {
    deps.log.warn({ err: error, memberId: member.id }, 'a person could not be checked');
    return { member, fresh: false };
  }
  return { member: await getMember(deps.database.db, organizationId, member.id, deps.clock.now()), fresh: true };
}

export async function askDirectories(
  deps: CheckDeps,
  organizationId: OrganizationId,
  member: Member,
): Promise<Answer[]> {
  const accounts = await listAccountsOfMember(deps.database.db, organizationId, member.id);
  const known = accounts.flatMap(({ directory: name, externalId }) => {
    const directory = deps.directories.find((candidate) => candidate.name === name);
    return directory === undefined ? [] : [{ directory, externalId }];
  });
  const implied = deps.directories.flatMap((directory) => {
    const externalId = member.slackUserId === null ? null : directory.externalIdOf(member.slackUserId);
    const isKnown = known.some((account) => account.directory === directory);
    return externalId === null || isKnown ? [] : [{ directory, externalId }];
  });
  return Promise.all(
    [...known, ...implied].map(async ({ directory, externalId }) => ({
      directory,
      externalId,
      account: await directory.readAccount(externalId),
    })),
  );
}

/** An account that is gone counts as `unknown`: absent is never `disabled`. */
export async function applyAnswers(
  deps: CheckDeps,
  organizationId: OrganizationId,
  member: Pick<Member, 'id'>,
  facts: { answers: readonly Answer[]; askedAt: Date; source: string; appearedSince: Date },
): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
    const now = deps.clock.now();
    if ((await findMember(trx, organizationId, member.id, now)) === null) return;
    const held = await findLocksOf(trx, organizationId, [member.id], HOLDING_LOCK_STATES);
    const changed = new Set([member.id]);
    for (const { directory, externalId, account } of facts.answers) {
      // Some directories show nobody who is locked: what Muster locked is not gone for that.
      if (account === null && held.some((lock) => lock.directory === directory.name && lock.externalId === externalId))
        continue;
      const known = await findAccount(trx, organizationId, { directory: directory.name, externalId });
      // Somebody may have linked it to another person while the directory was asked.
      const memberId = known?.memberId ?? member.id;
      changed.add(memberId);
      await upsertAccount(trx, organizationId, {
        memberId,
        directory: directory.name,
        externalId,
        status: account?.status ?? 'unknown',
        method: account?.method ?? null,
        isOwner: account?.isOwner,
        statusReadAt: facts.askedAt,
        readingId: null,
        identity: account === null ? (known?.identity ?? NO_IDENTITY) : identityOf(account),
      });
    }
    await refreshMfaStatus(trx, organizationId, [...changed]);
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const { appearedSince, source } = facts;
    await settleMembers(trx, { organizationId, enforced, appearedSince, source, reach }, [...changed]);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
