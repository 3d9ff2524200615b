/** `/mfa status` and the Home tab. */
import { listAuditEvents } from '../../db/audit-repository.ts';
import { countUndeliverable } from '../../db/delivery-repository.ts';
import { getEnforcement } from '../../db/enforcement-repository.ts';
import { listUserGroupGrants } from '../../db/grant-repository.ts';
import { countOpenInvitations } from '../../db/invitation-repository.ts';
import { countLocks } from '../../db/lock-repository.ts';
import { countMembers, tallyMembers } from '../../db/member-list-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { listReadingTrend } from '../../db/reading-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { countOpenViolations } from '../../db/violation-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { includes, type Permission } from '../../domain/permission.ts';
import { RefusedError } from '../../errors.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { addGroupPermissions, findActor } from '../members/actor.ts';
import { readDirectoryHealth } from '../readings/directory-health.ts';
import { isAboutAccounts, readMembers } from './listing.ts';
import { createOnlookers } from './onlookers.ts';
import type { HomeScreen, MemberFilter, StatusScreen } from './screens.ts';
import { rememberReads, shareReads } from './share-reads.ts';
import { nameEvents } from './telling-history.ts';
import { buildViewer, readViewer } from './viewer.ts';

const TREND_LENGTH = 30;
const RECENT_EVENTS = 5;

type ShowDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'roster' | 'log' | 'mailer'>;

/** What is the same for everybody who looks at that moment; it is most of what a status costs. */
export type ReadStanding = ReturnType<typeof createStanding>;

export function createStanding(deps: ShowDeps) {
  const { db } = deps.database;
  const shareVersion = shareReads((_: null) => readVersion(deps));
  const version = () => shareVersion(null);
  const numbers = rememberReads(version, async (organizationId: OrganizationId) => ({
    tally: await tallyMembers(db, organizationId, deps.clock.now()),
    directories: await readDirectoryHealth(deps, organizationId),
    undeliverable: await countUndeliverable(db, organizationId),
    violations: await countOpenViolations(db, organizationId, deps.clock.now()),
    locks: await countLocks(db, organizationId),
  }));
  const basics = rememberReads(version, async (organizationId: OrganizationId) => ({
    organizationName: (await getOrganization(db, organizationId)).name,
    enforcement: await getEnforcement(db, organizationId),
    groupGrants: await listUserGroupGrants(db, organizationId),
    settings: await getSettings(db, organizationId),
  }));
  const matters = rememberReads(version, async (organizationId: OrganizationId) => ({
    invited: await countOpenInvitations(db, organizationId, deps.clock.now()),
    unmatched: await countMembers(db, organizationId, 'unmatched', deps.clock.now()),
    ambiguous: await countMembers(db, organizationId, 'ambiguous', deps.clock.now()),
  }));
  return { basics, numbers, matters, findOnlooker: createOnlookers(deps, version) };
}

/** What answers depend on: the database, what the directories can see, and the second (an exemption ends by itself). */
async function readVersion({ database, directories, clock }: ShowDeps): Promise<string> {
  const second = Math.floor(clock.now().getTime() / 1_000);
  const blindness = directories.map((directory) => directory.blindness);
  return JSON.stringify([await database.readVersion(), second, blindness]);
}

export async function openStatus(deps: ShowDeps, standing: ReadStanding, caller: Caller): Promise<StatusScreen> {
  const { organizationId } = caller;
  const [onlooker, { organizationName, enforcement, groupGrants, settings }] = await Promise.all([
    standing.findOnlooker(organizationId, caller.slackUserId),
    standing.basics(organizationId),
  ]);
  if (onlooker === undefined) throw new RefusedError({ code: 'caller_unknown' });
  const { member, ownPermission } = onlooker;
  const permission = await addGroupPermissions(deps, organizationId, member, ownPermission, async () => groupGrants);
  const viewer = buildViewer(deps, { member, permission }, { ...onlooker, settings });
  const manages = includes(permission, 'manage');
  const mailEnabled = manages ? deps.mailer.enabled : null;
  const matters = manages ? await standing.matters(organizationId) : null;
  return {
    viewer,
    organizationName,
    enforcement,
    numbers: includes(permission, 'view')
      ? { ...(await standing.numbers(organizationId)), mailEnabled, matters }
      : null,
  };
}

export async function openHome(
  deps: ShowDeps,
  caller: Caller,
  list: { filter?: MemberFilter; page?: number } = {},
): Promise<HomeScreen> {
  const { db } = deps.database;
  const { organizationId } = caller;
  const actor = await findActor(deps, caller);
  const organization = await getOrganization(db, organizationId);
  return {
    viewer: await readViewer(deps, organizationId, actor),
    organizationName: organization.name,
    enforcement: await getEnforcement(db, organizationId),
    admin: includes(actor.permission, 'view') ? await readAdmin(deps, caller, actor.permission, list) : null,
  };
}

async function readAdmin(
  deps: ShowDeps,
  { organizationId }: Caller,
  permission: Permission | null,
  { filter = 'missing', page = 0 }: { filter?: MemberFilter; page?: number },
): Promise<HomeScreen['admin']> {
  const { db } = deps.database;
  const mayList = !isAboutAccounts(filter) || includes(permission, 'manage');
  const recent = await listAuditEvents(db, organizationId, { limit: RECENT_EVENTS, offset: 0 });
  return {
    members: await readMembers(deps, organizationId, { filter: mayList ? filter : 'missing', page, permission }),
    trend: await readTrend(deps, organizationId),
    violations: await countOpenViolations(db, organizationId, deps.clock.now()),
    locks: await countLocks(db, organizationId),
    undeliverable: await countUndeliverable(db, organizationId),
    recent: await nameEvents(deps, organizationId, recent),
    mailEnabled: includes(permission, 'manage') ? deps.mailer.enabled : null,
  };
}

/** Readiness over the last readings of the first directory: each counts the whole organization. */
async function readTrend(deps: ShowDeps, organizationId: Caller['organizationId']) {
  const [directory] = deps.directories;
  if (directory === undefined) return [];
  const readings = await listReadingTrend(deps.database.db, organizationId, directory.name, TREND_LENGTH);
  return readings.flatMap(({ endedAt, counts }) =>
    endedAt === null || counts === null ? [] : [{ at: endedAt, counted: counts.counted, enabled: counts.enabled }],
  );
}
