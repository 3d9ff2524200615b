/** What people with `manage` decide about locks: allow those that wait, and let somebody in with more time. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { changeLock } from '../../db/lock-claim-repository.ts';
import { allowLocks as allowWaiting, findLocksOf } from '../../db/lock-repository.ts';
import { findMember, type Member } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { MemberId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findCaller, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import { giveGraceAnew } from './giving-grace.ts';

type PermitDeps = Omit<ServiceDeps, 'notifier' | 'machineClock'>;

/** Refused without `manage` by the live role; a refusal is written down. */
async function withManage<T>(
  deps: PermitDeps,
  caller: Caller,
  act: (actor: Member) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const actor = await findCaller(deps, caller);
  const live = await readLivePermission(deps, caller.organizationId, caller.slackUserId);
  const refusal: Refusal | null =
    live.type === 'unreadable'
      ? { code: 'role_unreadable' }
      : includes(live.permission, 'manage')
        ? null
        : { code: 'not_permitted', needed: 'manage' };
  const outcome = refusal === null ? await act(actor) : refused(refusal);
  if (outcome.type === 'refused') await recordRefusal(deps, caller, actor.id, 'lock.refused', outcome.refusal);
  return outcome;
}

/** Somebody agrees to the locks that waited at that moment. Each account is asked for once more all the same. */
export function allowLocks(deps: PermitDeps, caller: Caller, before: Date): Promise<Outcome<{ allowed: number }>> {
  const { organizationId, source } = caller;
  return withManage(deps, caller, (actor) =>
    inTransaction(deps.database, async (trx, onCommit) => {
      await lockEnforcement(trx, organizationId);
      const now = deps.clock.now();
      const allowed = await allowWaiting(trx, organizationId, { before, by: actor.id, now });
      if (allowed === 0) return refused({ code: 'no_lock_waits' });
      await appendAuditEvent(trx, organizationId, {
        ...{ at: now, type: 'lock.allowed', source, subjectId: null },
        actor: { type: 'member', id: actor.id },
        before: null,
        after: { count: allowed },
      });
      onCommit(() => deps.queue.wakeDeliveries());
      return done({ allowed });
    }),
  );
}

/** Unlocks what Muster locked of this person, and gives them the whole grace period anew to set MFA up. */
export function letIn(deps: PermitDeps, caller: Caller, memberId: MemberId): Promise<Outcome<{ member: Member }>> {
  const { organizationId, source } = caller;
  return withManage(deps, caller, (actor) =>
    inTransaction(deps.database, async (trx, onCommit) => {
      await lockEnforcement(trx, organizationId);
      const now = deps.clock.now();
      const member = await findMember(trx, organizationId, memberId, now);
      if (member === null) return refused({ code: 'person_unknown' });
      const locks = await findLocksOf(trx, organizationId, [memberId], ['locked']);
      let released = 0;
      for (const lock of locks) {
        const columns = { state: 'unlocking', lease_until: null, retry_at: null, failures: 0 } as const;
        if (!(await changeLock(trx, lock, columns))) continue;
        if (released === 0) await giveGraceAnew(trx, lock, { mailEnabled: deps.mailer.enabled, now });
        released += 1;
      }
      if (released === 0) return refused({ code: 'person_not_locked' });
      await appendAuditEvent(trx, organizationId, {
        ...{ at: now, type: 'lock.released', source, subjectId: memberId },
        actor: { type: 'member', id: actor.id },
        before: null,
        after: { accounts: released },
      });
      onCommit(() => deps.queue.wakeDeliveries());
      return done({ member });
    }),
  );
}
