/** *Approve* and *Decline*: one transaction asks everything again, and does what was agreed to. */
import { type Approval, findApproval, lockApproval } from '../../db/approval-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { listGrantsOf } from '../../db/grant-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { type ApprovalEnd, decidePress, type Press } from '../../domain/approval.ts';
import type { PermissionReading } from '../../domain/enforcement.ts';
import type { ApprovalId } from '../../domain/ids.ts';
import { includes, type Permission } from '../../domain/permission.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { releaseMembers } from '../enforcement/releasing.ts';
import { type Actor, findOfficer, readLivePermission, readLivePermissionOf } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import { endApproval } from './closing.ts';
import { runApproved } from './running.ts';

type DecidingDeps = Omit<ServiceDeps, 'notifier'>;

export interface Pressed {
  state: ApprovalEnd;
}

export async function pressApproval(
  deps: DecidingDeps,
  caller: Caller,
  { id, press }: { id: ApprovalId; press: Press },
): Promise<Outcome<Pressed>> {
  const { organizationId } = caller;
  const actor = await findOfficer(deps, caller);
  // Both live, and outside of the transaction: who asked may not be allowed to any more, either.
  const live = await readLivePermission(deps, organizationId, caller.slackUserId);
  const requester = await readRequester(deps, caller, id);
  const result = await inTransaction(deps.database, async (trx, onCommit): Promise<Outcome<Pressed>> => {
    await lockEnforcement(trx, organizationId);
    const approval = await lockApproval(trx, organizationId, id);
    if (approval === null) return refused({ code: 'approval_closed' });
    if (approval.act.type !== 'stop' && live.type === 'unreadable') return refused({ code: 'role_unreadable' });
    const permission = live.type === 'known' ? live.permission : actor.permission;
    onCommit(() => deps.queue.wakeDeliveries());
    return decideInside(deps, trx, caller, { approval, press, actor, permission, requester });
  });
  if (result.type === 'refused') await recordRefusal(deps, caller, actor.member.id, 'approval.refused', result.refusal);
  else if (result.value.state === 'approved') release(deps, caller);
  return result;
}

async function readRequester(
  deps: DecidingDeps,
  { organizationId }: Caller,
  id: ApprovalId,
): Promise<PermissionReading> {
  const approval = await findApproval(deps.database.db, organizationId, id);
  if (approval === null) return { type: 'unreadable' };
  return readLivePermissionOf(deps, organizationId, approval.requestedBy);
}

interface Facts {
  approval: Approval;
  press: Press;
  actor: Actor;
  permission: Permission | null;
  requester: PermissionReading;
}

async function decideInside(
  deps: DecidingDeps,
  trx: Trx,
  { organizationId, source }: Caller,
  { approval, press, actor, permission, requester }: Facts,
): Promise<Outcome<Pressed>> {
  const { member } = actor;
  const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
  const grants = await listGrantsOf(trx, organizationId, member.id);
  const officer = { memberId: member.id, role: member.role, grants };
  const decision = decidePress(approval, press, { officer, permission, now: reach.now });
  if (decision.type === 'refuse') return refused(decision.refusal);
  const state =
    decision.state === 'approved'
      ? await run(trx, { approval, approvedBy: member.id, requester, reach })
      : decision.state;
  await endApproval(trx, approval, {
    ...{ state, source, reach },
    decidedBy: state === 'lapsed' ? null : member.id,
    actor: state === 'lapsed' ? { type: 'muster' } : { type: 'member', id: member.id },
  });
  return done({ state });
}

/** Void when the requester may not do it any more, or when it is overtaken by something else. */
async function run(
  trx: Trx,
  facts: {
    approval: Approval;
    approvedBy: Actor['member']['id'];
    requester: PermissionReading;
    reach: { mailEnabled: boolean; now: Date };
  },
): Promise<'approved' | 'void'> {
  const { approval, approvedBy, requester, reach } = facts;
  if (requester.type === 'known' && !includes(requester.permission, 'enforce')) return 'void';
  return (await runApproved(trx, approval, { approvedBy, reach })) === null ? 'approved' : 'void';
}

/** Many may be held, and the answer is due in 3 s. A crash loses nothing: the tick releases who is still held. */
function release(deps: DecidingDeps, { organizationId }: Caller): void {
  releaseMembers(deps, organizationId).catch((error: unknown) =>
    deps.log.error({ err: error }, 'not all were released'),
  );
}
