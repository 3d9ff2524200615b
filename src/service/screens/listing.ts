/** `/mfa members …` and the Home tab's list: one page of people, with what can be done for each. */

import { listAccountsOfMembers } from '../../db/account-repository.ts';
import { findActiveExemptions } from '../../db/exemption-repository.ts';
import { findLocksOf, type Lock } from '../../db/lock-repository.ts';
import { countMembers, listMembersAt, tallyMembers } from '../../db/member-list-repository.ts';
import { findMembers, type Member } from '../../db/member-repository.ts';
import { findLastReminders } from '../../db/reminder-repository.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { includes, type Permission } from '../../domain/permission.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import { readDirectoryHealth } from '../readings/directory-health.ts';
import { labelAccount } from './account-labels.ts';
import { MANAGE_FILTERS, type MemberFilter, type MemberRow, type MembersScreen, type Outcome } from './screens.ts';

/** A Home tab may have 100 blocks, a message 50. */
const MEMBERS_PER_PAGE = 10;

type ListDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'roster' | 'log'>;

export async function openMembers(
  deps: ListDeps,
  caller: Caller,
  request: { filter: MemberFilter; page: number },
): Promise<Outcome<MembersScreen>> {
  const { permission } = await findActor(deps, caller);
  const needed = isAboutAccounts(request.filter) ? 'manage' : 'view';
  if (!includes(permission, needed)) return refused({ code: 'not_permitted', needed });
  return done(await readMembers(deps, caller.organizationId, { ...request, permission }));
}

/** Whose accounts are whose is for people with `manage`. */
export function isAboutAccounts(filter: MemberFilter): boolean {
  return MANAGE_FILTERS.some((one) => one === filter);
}

/** A page beyond the last is the last: people leave the list while somebody turns its pages. */
export async function readMembers(
  deps: ListDeps,
  organizationId: OrganizationId,
  { filter, page, permission }: { filter: MemberFilter; page: number; permission: Permission | null },
): Promise<MembersScreen> {
  const { db } = deps.database;
  const now = deps.clock.now();
  const total = await countMembers(db, organizationId, filter, now);
  const pages = Math.max(1, Math.ceil(total / MEMBERS_PER_PAGE));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const members = await listMembersAt(
    db,
    organizationId,
    { filter, limit: MEMBERS_PER_PAGE, offset: shown * MEMBERS_PER_PAGE },
    now,
  );
  return {
    filter,
    tally: await tallyMembers(db, organizationId, now),
    total,
    page: shown,
    pages,
    permission,
    rows: await toRows(deps, organizationId, members, isAboutAccounts(filter)),
    directories: await readDirectoryHealth(deps, organizationId),
  };
}

async function toRows(
  deps: ListDeps,
  organizationId: OrganizationId,
  members: readonly Member[],
  withAccounts: boolean,
): Promise<MemberRow[]> {
  const ids = members.map((member) => member.id);
  const accounts = withAccounts ? await listAccountsOfMembers(deps.database.db, organizationId, ids) : [];
  const reminders = new Map(
    (await findLastReminders(deps.database.db, organizationId, ids)).map((reminder) => [reminder.memberId, reminder]),
  );
  const exemptions = await nameExemptions(deps, organizationId, ids);
  const locks = await findLocksOf(deps.database.db, organizationId, ids);
  return members.map((member) => ({
    memberId: member.id,
    slackUserId: member.slackUserId,
    name: member.name,
    role: member.role,
    state: member.state,
    mfaStatus: member.mfaStatus,
    mfaMethod: member.mfaMethod,
    lastRemindedAt: reminders.get(member.id)?.createdAt ?? null,
    undeliverable: reminders.get(member.id)?.undeliverable ?? false,
    exemption: exemptions.get(member.id) ?? null,
    lock: pickLock(locks.filter(({ memberId }) => memberId === member.id)),
    accounts: accounts
      .filter(({ memberId }) => memberId === member.id)
      .map((account) => labelAccount(deps.directories, account)),
  }));
}

/** Until when these members are exempt, and who vouches for it. */
async function nameExemptions(
  { database: { db }, clock }: ListDeps,
  organizationId: OrganizationId,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, MemberRow['exemption']>> {
  const now = clock.now();
  const exemptions = await findActiveExemptions(db, organizationId, ids, now);
  const sponsorIds = [...new Set(exemptions.map(({ sponsorId }) => sponsorId))];
  const sponsors = await findMembers(db, organizationId, sponsorIds, now);
  return new Map(
    exemptions.map(({ memberId, sponsorId, endsAt, kind }) => {
      const sponsor = sponsors.find(({ id }) => id === sponsorId);
      return [memberId, { endsAt, kind, sponsor: sponsor === undefined ? null : personOf(sponsor) }];
    }),
  );
}

/** Of several the one that asks for most attention: what fails, then what is locked. */
function pickLock(locks: readonly Lock[]): MemberRow['lock'] {
  const shown = locks.find(({ failures }) => failures > 0) ?? locks.find(({ state }) => state === 'locked') ?? locks[0];
  return shown === undefined ? null : { state: shown.state, failures: shown.failures };
}
