/** The accounts of a complete pass: each belongs to one member, matched by Slack id or by email, never by a guess. */
import { findLinkedOwners } from '../../db/account-link-repository.ts';
import { deleteAccount, listAccountsOfMembers, upsertAccounts } from '../../db/account-repository.ts';
import type { Trx } from '../../db/database.ts';
import {
  findMembers,
  findMembersByEmails,
  findMembersBySlackIds,
  findOwnersOfAccounts,
  insertMembers,
  type Member,
  updateMember,
} from '../../db/member-repository.ts';
import { refreshMfaStatus } from '../../db/member-status-repository.ts';
import { listStagedAccountChanges, listVanishedAccounts } from '../../db/reading-effect-repository.ts';
import { identityOf, type StagedAccount } from '../../db/staging-repository.ts';
import type { AccountId, MemberId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { findOnly, toUnmatched } from '../members/owners.ts';
import type { Pass } from './pass.ts';
import { inSlices, SLICE } from './slices.ts';
import { countTurning } from './turning-unknown.ts';

interface OwnedAccount {
  account: StagedAccount;
  memberId: MemberId;
}

export async function applyAccounts(deps: ServiceDeps, pass: Pass): Promise<void> {
  const { organizationId, reading } = pass;
  await inSlices(
    deps,
    pass,
    (trx, after: string | undefined) => listStagedAccountChanges(trx, reading, { limit: SLICE, after }),
    (account) => account.externalId,
    async (trx, accounts, now) => {
      const before = await findOwnersOfAccounts(
        trx,
        organizationId,
        { directory: reading.directory, externalIds: accounts.map(({ externalId }) => externalId) },
        now,
      );
      const owned = await matchAccounts(trx, pass, accounts, before, now);
      const former = [...before.values()].filter((member) => member.slackUserId === null);
      const changed = unique([...owned.map(({ memberId }) => memberId), ...former.map(({ id }) => id)]);
      const unknown = owned.filter(({ account }) => account.status === 'unknown').map(({ memberId }) => memberId);
      await countTurning(trx, pass, { memberIds: unique(unknown), now }, async () => {
        await upsertAccounts(
          trx,
          organizationId,
          owned.map((one) => toRow(pass, one)),
        );
        await retireEmpty(trx, pass, former, now);
        await refreshMfaStatus(trx, organizationId, changed);
      });
      return changed;
    },
  );
}

function unique(ids: readonly MemberId[]): MemberId[] {
  return [...new Set(ids)];
}

function toRow({ reading }: Pass, { account, memberId }: OwnedAccount) {
  const { externalId, status, method, isOwner } = account;
  const { directory, startedAt: statusReadAt, id: readingId } = reading;
  const identity = identityOf(account);
  return { memberId, directory, externalId, status, method, statusReadAt, readingId, isOwner, identity };
}

/**
 * Whose account it is: the person to whom it was linked by hand, else whom the directory names by Slack id, else the one
 * person in Slack with that email.
 * An account that matches nobody, or several, is a member of its own, so that it counts. One of Slack's own that is
 * not in the roster is left to the next reading.
 */
async function matchAccounts(
  trx: Trx,
  pass: Pass,
  accounts: readonly StagedAccount[],
  before: ReadonlyMap<string, Member>,
  now: Date,
): Promise<OwnedAccount[]> {
  const { organizationId, reading } = pass;
  const slackIds = accounts.flatMap((account) => account.slackUserId ?? []);
  const bySlackId = await findMembersBySlackIds(trx, organizationId, slackIds, now);
  const emails = accounts.flatMap((account) => (account.slackUserId === null ? (account.email ?? []) : []));
  const byEmail = await findMembersByEmails(trx, organizationId, emails, now);
  const externalIds = accounts.map(({ externalId }) => externalId);
  const linked = await findLinkedOwners(trx, organizationId, { directory: reading.directory, externalIds });
  const owned: OwnedAccount[] = [];
  const unmatched: StagedAccount[] = [];
  for (const account of accounts) {
    const linkedTo = linked.get(account.externalId);
    if (linkedTo !== undefined) {
      owned.push({ account, memberId: linkedTo });
      continue;
    }
    const person =
      account.slackUserId !== null
        ? bySlackId.find((member) => member.slackUserId === account.slackUserId)
        : (findOnly(byEmail, account.email) ?? before.get(account.externalId));
    if (person !== undefined) owned.push({ account, memberId: person.id });
    else if (account.slackUserId === null) unmatched.push(account);
  }
  return [...owned, ...(await enterUnmatched(trx, pass, unmatched, now))];
}

async function enterUnmatched(
  trx: Trx,
  { organizationId }: Pass,
  accounts: readonly StagedAccount[],
  now: Date,
): Promise<OwnedAccount[]> {
  const ids = await insertMembers(trx, organizationId, accounts.map(toUnmatched), now);
  return accounts.flatMap((account, index) => {
    const memberId = ids[index];
    return memberId === undefined ? [] : [{ account, memberId }];
  });
}

/** A member who was only an account, and has none any more, is nobody: it was matched to a person, or it is gone. */
async function retireEmpty(trx: Trx, { organizationId }: Pass, former: readonly Member[], now: Date): Promise<void> {
  if (former.length === 0) return;
  const ids = former.map(({ id }) => id);
  const accounts = await listAccountsOfMembers(trx, organizationId, ids);
  const holders = new Set(accounts.map(({ memberId }) => memberId));
  for (const id of ids.filter((one) => !holders.has(one))) {
    await updateMember(trx, organizationId, id, { state: 'deactivated' }, now);
  }
}

/**
 * Absent is `unknown`, never `disabled`. An account of another directory than Slack that a second complete pass lacks
 * too is gone.
 */
export async function applyVanishedAccounts(deps: ServiceDeps, pass: Pass): Promise<void> {
  const { organizationId, reading } = pass;
  await inSlices(
    deps,
    pass,
    (trx, after: AccountId | undefined) => listVanishedAccounts(trx, reading, { limit: SLICE, after }),
    (account) => account.id,
    async (trx, accounts, now) => {
      const turned = accounts.filter((account) => account.status !== 'unknown');
      const unknown = { slackUserId: null, status: 'unknown', method: null } as const;
      const gone = accounts.filter((account) => account.status === 'unknown' && reading.directory !== 'slack');
      const changed = unique([...turned, ...gone].map(({ memberId }) => memberId));
      await countTurning(trx, pass, { memberIds: changed, now }, async () => {
        await upsertAccounts(
          trx,
          organizationId,
          turned.map(({ memberId, externalId, name, email, login }) =>
            toRow(pass, { memberId, account: { externalId, ...unknown, name, email, login } }),
          ),
        );
        for (const { id } of gone) await deleteAccount(trx, organizationId, id);
        await retireGone(trx, pass, changed, now);
        await refreshMfaStatus(trx, organizationId, changed);
      });
      return changed;
    },
  );
}

async function retireGone(trx: Trx, pass: Pass, memberIds: readonly MemberId[], now: Date): Promise<void> {
  const members = await findMembers(trx, pass.organizationId, memberIds, now);
  await retireEmpty(
    trx,
    pass,
    members.filter((member) => member.slackUserId === null),
    now,
  );
}
