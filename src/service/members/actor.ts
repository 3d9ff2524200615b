import pTimeout from 'p-timeout';
import type { Trx } from '../../db/database.ts';
import { type Grant, listGrantsOf, listUserGroupGrants } from '../../db/grant-repository.ts';
import { findMember, findMemberBySlackId, type Member, updateMember } from '../../db/member-repository.ts';
import type { PermissionReading } from '../../domain/enforcement.ts';
import type { MemberId, OrganizationId, SlackUserId } from '../../domain/ids.ts';
import type { Role } from '../../domain/member.ts';
import { includes, type Permission, permissionOf } from '../../domain/permission.ts';
import { RefusedError } from '../../errors.ts';
import type { RosterPerson } from '../../ports.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** A submission must be answered within 3 s; the role is read live in that time or counts as unreadable. */
const LIVE_ROLE_LIMIT_MS = 1_800;

export interface Actor {
  member: Member;
  permission: Permission | null;
}

type ActorDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'log'>;

/** The person who asks, from the database alone: what a trigger that lives for 3 seconds can wait for. */
export async function findCaller(deps: Pick<ActorDeps, 'database' | 'clock'>, caller: Caller): Promise<Member> {
  const { organizationId, slackUserId } = caller;
  const member = await findMemberBySlackId(deps.database.db, organizationId, slackUserId, deps.clock.now());
  if (member === null) throw new RefusedError({ code: 'caller_unknown' });
  return member;
}

/** The person who asks, with what they may do by the last known role, their own grants and those of their user groups. */
export async function findActor(deps: ActorDeps, caller: Caller): Promise<Actor> {
  const member = await findCaller(deps, caller);
  return { member, permission: await readPermission(deps, caller.organizationId, member) };
}

/** What a member may do by all of these. */
export async function readPermission(
  deps: ActorDeps,
  organizationId: OrganizationId,
  member: Member,
): Promise<Permission | null> {
  const own = await readOwnPermission(deps, organizationId, member);
  return addGroupPermissions(deps, organizationId, member, own);
}

/**
 * The same without user groups, which Slack would have to be asked for: these grant `view` and `remind` only, so for
 * `enforce` and `manage` nothing is missing.
 */
export async function findOfficer(deps: Pick<ActorDeps, 'database' | 'clock'>, caller: Caller): Promise<Actor> {
  const member = await findCaller(deps, caller);
  return { member, permission: await readOwnPermission(deps, caller.organizationId, member) };
}

export type RoleReading = { type: 'known'; role: Role | null } | { type: 'unreadable' };

/** The role that Slack tells now, which is kept; `null` for somebody who left. `unreadable` when Slack does not answer in time. */
export async function readLiveRole(
  deps: ActorDeps,
  organizationId: OrganizationId,
  slackUserId: SlackUserId,
): Promise<RoleReading> {
  try {
    const person = await pTimeout(deps.roster.readPerson(slackUserId), { milliseconds: LIVE_ROLE_LIMIT_MS });
    if (person === null || person.deactivated) return { type: 'known', role: null };
    await keepRole(deps, organizationId, person);
    return { type: 'known', role: person.role };
  } catch (error) {
    deps.log.warn({ err: error, organizationId }, 'the role could not be read live');
    return { type: 'unreadable' };
  }
}

async function keepRole(
  deps: ActorDeps,
  organizationId: OrganizationId,
  { slackUserId, role }: RosterPerson,
): Promise<void> {
  const now = deps.clock.now();
  const member = await findMemberBySlackId(deps.database.db, organizationId, slackUserId, now);
  if (member === null || member.role === role) return;
  await updateMember(deps.database.db, organizationId, member.id, { role }, now);
}

/** What the person may do by the role that Slack tells now, without user groups. Refused when unreadable, except for stop. */
export async function readLivePermission(
  deps: ActorDeps,
  organizationId: OrganizationId,
  slackUserId: SlackUserId,
): Promise<PermissionReading> {
  const role = await readLiveRole(deps, organizationId, slackUserId);
  if (role.type === 'unreadable') return role;
  const member = await findMemberBySlackId(deps.database.db, organizationId, slackUserId, deps.clock.now());
  if (member === null || role.role === null) return { type: 'known', permission: null };
  return { type: 'known', permission: await readOwnPermission(deps, organizationId, { ...member, role: role.role }) };
}

/** The same of a member by our own id. */
export async function readLivePermissionOf(
  deps: ActorDeps,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<PermissionReading> {
  const member = await findMember(deps.database.db, organizationId, memberId, deps.clock.now());
  if (member?.slackUserId == null) return { type: 'known', permission: null };
  return readLivePermission(deps, organizationId, member.slackUserId);
}

async function readOwnPermission(
  deps: Pick<ActorDeps, 'database'>,
  organizationId: OrganizationId,
  { id, role, state }: Member,
): Promise<Permission | null> {
  const grants = await listGrantsOf(deps.database.db, organizationId, id);
  return permissionOf({ role, state, grants: grants.map((grant) => grant.permission) });
}

/**
 * What is left of a permission inside of the transaction that acts on it, which has locked the enforcement: a grant may
 * be gone since the role was read.
 */
export async function confirmPermission(
  trx: Trx,
  organizationId: OrganizationId,
  member: Member,
  permission: Permission | null,
): Promise<Permission | null> {
  const grants = await listGrantsOf(trx, organizationId, member.id);
  const held = permissionOf({ ...member, grants: grants.map((grant) => grant.permission) });
  return held === null || includes(permission, held) ? held : permission;
}

/** The same of a role that may have been unreadable, and of somebody who may be gone. */
export async function confirmReading(
  trx: Trx,
  organizationId: OrganizationId,
  { memberId, reading, now }: { memberId: MemberId; reading: PermissionReading; now: Date },
): Promise<PermissionReading> {
  if (reading.type === 'unreadable') return reading;
  const member = await findMember(trx, organizationId, memberId, now);
  if (member === null) return { type: 'known', permission: null };
  return { type: 'known', permission: await confirmPermission(trx, organizationId, member, reading.permission) };
}

/** What somebody may do by their own permission and those of their user groups. */
export async function addGroupPermissions(
  deps: ActorDeps,
  organizationId: OrganizationId,
  member: Member,
  own: Permission | null,
  listGroupGrants: () => Promise<readonly Grant[]> = () => listUserGroupGrants(deps.database.db, organizationId),
): Promise<Permission | null> {
  // A group grants `remind` at most: who has that already needs no look into groups.
  if (member.slackUserId === null || member.state === 'deactivated' || includes(own, 'remind')) return own;
  const grants = await listGroupGrants();
  const fromGroups = await listGroupPermissions(deps, grants, member.slackUserId);
  const { role, state } = member;
  return permissionOf({ role, state, grants: own === null ? fromGroups : [own, ...fromGroups] });
}

/** A group that cannot be read grants nothing for now. */
async function listGroupPermissions(
  deps: ActorDeps,
  grants: readonly Grant[],
  slackUserId: SlackUserId,
): Promise<Permission[]> {
  const held = await Promise.all(
    grants.map(async (grant) => {
      const people = await listGroup(deps, grant.subjectId);
      return people.includes(slackUserId) ? [grant.permission] : [];
    }),
  );
  return held.flat();
}

async function listGroup(deps: ActorDeps, userGroupId: string): Promise<readonly SlackUserId[]> {
  try {
    return await pTimeout(deps.roster.listUserGroup(userGroupId), { milliseconds: LIVE_ROLE_LIMIT_MS });
  } catch (error) {
    deps.log.warn({ err: error, userGroupId }, 'a user group could not be read');
    return [];
  }
}
