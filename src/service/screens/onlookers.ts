import { type Account, listAccountsOfMembers } from '../../db/account-repository.ts';
import { listGrantsOfMembers } from '../../db/grant-repository.ts';
import { findLocksOf, type Lock } from '../../db/lock-repository.ts';
import { findMembersBySlackIds, type Member } from '../../db/member-repository.ts';
import { findOpenViolations, type Violation } from '../../db/violation-repository.ts';
import type { OrganizationId, SlackUserId } from '../../domain/ids.ts';
import { type Permission, permissionOf } from '../../domain/permission.ts';
import type { ServiceDeps } from '../deps.ts';
import { gatherReads, rememberReads } from './share-reads.ts';

/** What the database knows of somebody who looks at their status. */
export interface Onlooker {
  member: Member;
  /** Without that of user groups. */
  ownPermission: Permission | null;
  accounts: readonly Account[];
  violation: Violation | null;
  /** Those that keep them out. */
  locks: readonly Lock[];
}

type OnlookerDeps = Pick<ServiceDeps, 'database' | 'clock'>;

/** Finds people who look at the same moment with one query of each kind, and knows them until something changes. */
export function createOnlookers(deps: OnlookerDeps, readVersion: () => Promise<string>) {
  const finders = new Map<OrganizationId, (slackUserId: SlackUserId) => Promise<Onlooker | undefined>>();
  return (organizationId: OrganizationId, slackUserId: SlackUserId): Promise<Onlooker | undefined> => {
    const find =
      finders.get(organizationId) ??
      rememberReads(
        readVersion,
        gatherReads((ids) => readOnlookers(deps, organizationId, ids)),
      );
    finders.set(organizationId, find);
    return find(slackUserId);
  };
}

async function readOnlookers(
  { database: { db }, clock }: OnlookerDeps,
  organizationId: OrganizationId,
  slackUserIds: readonly SlackUserId[],
): Promise<ReadonlyMap<SlackUserId, Onlooker>> {
  const members = await findMembersBySlackIds(db, organizationId, slackUserIds, clock.now());
  const ids = members.map(({ id }) => id);
  const grants = await listGrantsOfMembers(db, organizationId, ids);
  const accounts = await listAccountsOfMembers(db, organizationId, ids);
  const violations = await findOpenViolations(db, organizationId, ids);
  const locks = await findLocksOf(db, organizationId, ids, ['locked', 'unlocking']);
  const found = new Map<SlackUserId, Onlooker>();
  for (const member of members) {
    const { id, slackUserId, role, state } = member;
    if (slackUserId === null) continue;
    const granted = grants.filter(({ subjectId }) => subjectId === id).map(({ permission }) => permission);
    found.set(slackUserId, {
      member,
      ownPermission: permissionOf({ role, state, grants: granted }),
      accounts: accounts.filter(({ memberId }) => memberId === id),
      violation: violations.find(({ memberId }) => memberId === id) ?? null,
      locks: locks.filter(({ memberId }) => memberId === id),
    });
  }
  return found;
}
