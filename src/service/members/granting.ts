/** `/mfa grant` and `/mfa revoke`: only owners, by their live role. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { deleteGrant, type GrantHolder, insertGrant } from '../../db/grant-repository.ts';
import { findMemberBySlackId } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { MemberId, SlackUserId } from '../../domain/ids.ts';
import { isOwner, type Person } from '../../domain/member.ts';
import { includes, isGrantable, type Permission } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import { findCaller, readLiveRole } from './actor.ts';

export type GrantSubject = { type: 'member'; slackUserId: SlackUserId } | { type: 'usergroup'; id: string };
export interface GrantRequest {
  subject: GrantSubject;
  permission: Permission;
}
export interface Granted {
  permission: Permission;
  subject: Person | { userGroupId: string };
}

type GrantDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'log'>;

export async function grant(deps: GrantDeps, caller: Caller, request: GrantRequest): Promise<Outcome<Granted>> {
  return change(deps, caller, request, 'grant.added');
}

export async function revoke(deps: GrantDeps, caller: Caller, request: GrantRequest): Promise<Outcome<Granted>> {
  return change(deps, caller, request, 'grant.removed');
}

type Change = 'grant.added' | 'grant.removed';

async function change(deps: GrantDeps, caller: Caller, request: GrantRequest, type: Change): Promise<Outcome<Granted>> {
  const actor = await findCaller(deps, caller);
  const holder = await resolveHolder(deps, caller, request);
  const refusal = (await refuseActor(deps, caller)) ?? (holder.type === 'refused' ? holder.refusal : null);
  const result =
    refusal !== null || holder.type === 'refused'
      ? refused(refusal ?? { code: 'person_unknown' })
      : await write(deps, caller, actor.id, { ...request, ...holder.value, type });
  if (result.type === 'refused') await recordRefusal(deps, caller, actor.id, 'grant.refused', result.refusal);
  return result;
}

async function refuseActor(deps: GrantDeps, caller: Caller): Promise<Refusal | null> {
  const role = await readLiveRole(deps, caller.organizationId, caller.slackUserId);
  if (role.type === 'unreadable') return { code: 'role_unreadable' };
  return role.role !== null && isOwner(role.role) ? null : { code: 'owners_only' };
}

interface Resolved {
  holder: GrantHolder;
  shown: Granted['subject'];
}

async function resolveHolder(
  deps: GrantDeps,
  caller: Caller,
  { subject, permission }: GrantRequest,
): Promise<Outcome<Resolved>> {
  if (!isGrantable(permission, subject)) return refused({ code: 'not_grantable_to_group', permission });
  if (subject.type === 'usergroup') {
    return done({ holder: { subjectType: 'usergroup', subjectId: subject.id }, shown: { userGroupId: subject.id } });
  }
  const member = await findMemberBySlackId(
    deps.database.db,
    caller.organizationId,
    subject.slackUserId,
    deps.clock.now(),
  );
  if (member === null) return refused({ code: 'person_not_member' });
  if (member.state === 'deactivated') return refused({ code: 'person_deactivated' });
  if (isOwner(member.role)) return refused({ code: 'owner_keeps_rights' });
  if (member.role === 'admin' && includes('remind', permission)) return refused({ code: 'admin_has_rights' });
  return done({ holder: { subjectType: 'member', subjectId: member.id }, shown: personOf(member) });
}

async function write(
  deps: GrantDeps,
  { organizationId, source }: Caller,
  actorId: MemberId,
  { holder, shown, permission, type }: Resolved & { permission: Permission; type: Change },
): Promise<Outcome<Granted>> {
  return inTransaction(deps.database, async (trx) => {
    // Whoever enforces or stops by this grant does so before it changes, or after.
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const written =
      type === 'grant.added'
        ? await insertGrant(trx, organizationId, { ...holder, permission, grantedBy: actorId, now })
        : await deleteGrant(trx, organizationId, { ...holder, permission });
    if (written === null) {
      return refused(type === 'grant.added' ? { code: 'already_granted', permission } : { code: 'nothing_granted' });
    }
    await appendAuditEvent(trx, organizationId, {
      at: now,
      type,
      actor: { type: 'member', id: actorId },
      source,
      subjectId: holder.subjectId,
      before: type === 'grant.added' ? null : { permission },
      after: type === 'grant.added' ? { permission } : null,
    });
    return done({ permission, subject: shown });
  });
}
