/** `/mfa stop` and `muster stop`: off on purpose, told to every owner, whatever else is broken. */
import type { Db } from '../../db/database.ts';
import { getEnforcement, lockEnforcement } from '../../db/enforcement-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { stopTakesTwo } from '../../domain/approval.ts';
import { CONFIRMATION_WORDS, isConfirmed } from '../../domain/confirmation.ts';
import { allows, type Enforcement, refuseStop } from '../../domain/enforcement.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { Permission } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refusePause } from '../../domain/turning-on.ts';
import { type Asked, askSecondPerson } from '../approvals/asking.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { confirmPermission, findOfficer, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome, StopScreen } from '../screens/screens.ts';
import { releaseMembers } from './releasing.ts';
import { switchOff } from './switching.ts';

export interface StopSubmission {
  word: string;
  reason: string | null;
  /** How long, for a stop that ends by itself. */
  forMs: number | null;
  /** The revision that the modal was opened on; `null` from the server's command line. */
  revision: number | null;
}

export type Stopped =
  /** `until`: when it comes back by itself. */
  | { type: 'stopped'; until: Date | null }
  /** It takes two, and a second person was asked. */
  | ({ type: 'asked' } & Asked);

type StoppingDeps = Omit<ServiceDeps, 'notifier'>;
/** What stopping needs on the server's command line, where there is no Slack. */
export type OfflineStopDeps = Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer' | 'log'>;

export async function openStop(deps: StoppingDeps, caller: Caller): Promise<Outcome<StopScreen>> {
  const { db } = deps.database;
  const { member, permission } = await findOfficer(deps, caller);
  const enforcement = await getEnforcement(db, caller.organizationId);
  const refusal = refuseStop({ enforcement, permission });
  if (refusal !== null) {
    await recordRefusal(deps, caller, member.id, 'stop.refused', refusal);
    return refused(refusal);
  }
  const organization = await getOrganization(db, caller.organizationId);
  return done({
    organizationName: organization.name,
    revision: enforcement.revision,
    enforcement,
    mayPause: allows(enforcement, 'pause'),
    takesTwo: await takesTwo(db, caller.organizationId, enforcement),
    tally: await tallyMembers(db, caller.organizationId, deps.clock.now()),
  });
}

export async function submitStop(
  deps: StoppingDeps,
  caller: Caller,
  submission: StopSubmission,
): Promise<Outcome<Stopped>> {
  const actor = await findOfficer(deps, caller);
  const live = await readLivePermission(deps, caller.organizationId, caller.slackUserId);
  const permission = live.type === 'known' ? live.permission : actor.permission;
  const result = await stop(deps, caller.organizationId, submission, {
    permission,
    actor: { type: 'member', id: actor.member.id },
    source: caller.source,
  });
  if (result.type === 'refused') {
    await recordRefusal(deps, caller, actor.member.id, 'stop.refused', result.refusal);
    return result;
  }
  // Many may be held, and the answer is due in 3 s. A crash loses nothing: the tick releases who is still held.
  releaseMembers(deps, caller.organizationId).catch((error: unknown) =>
    deps.log.error({ err: error }, 'not all were released'),
  );
  return result;
}

/** `muster stop`: whoever has the server's terminal may stop; audited as such. */
export async function stopFromServer(
  deps: OfflineStopDeps,
  organizationId: OrganizationId,
  submission: { word: string; reason: string },
): Promise<Outcome<Stopped>> {
  const authority = { permission: 'manage', actor: { type: 'server' }, source: 'cli' } as const;
  const result = await stop(deps, organizationId, { ...submission, forMs: null, revision: null }, authority);
  if (result.type === 'done') await releaseMembers(deps, organizationId);
  return result;
}

interface StopAuthority {
  permission: Permission | null;
  actor: { type: 'member'; id: MemberId } | { type: 'server' };
  source: string;
}

async function stop(
  deps: OfflineStopDeps,
  organizationId: OrganizationId,
  submission: StopSubmission,
  { permission, actor, source }: StopAuthority,
): Promise<Outcome<Stopped>> {
  return inTransaction(deps.database, async (trx, onCommit): Promise<Outcome<Stopped>> => {
    const now = deps.clock.now();
    const before = await lockEnforcement(trx, organizationId);
    const held =
      actor.type === 'member'
        ? await confirmPermission(trx, organizationId, await getMember(trx, organizationId, actor.id, now), permission)
        : permission;
    const refusal = refuseStop({ enforcement: before, permission: held }) ?? refuseSubmission(submission, before);
    if (refusal !== null) return refused(refusal);
    const { reason, forMs } = submission;
    const until = forMs === null ? null : new Date(now.getTime() + forMs);
    const reach = { mailEnabled: deps.mailer.enabled, now };
    onCommit(() => deps.queue.wakeDeliveries());
    if (actor.type === 'member' && (await takesTwo(trx, organizationId, before))) {
      const act = { type: 'stop', forMs, revision: before.revision } as const;
      const asked = await askSecondPerson(trx, organizationId, { act, reason, requestedBy: actor.id, source, reach });
      return 'code' in asked ? refused(asked) : done({ type: 'asked', ...asked });
    }
    await switchOff(trx, organizationId, { actor, approvedBy: null, source, reason, until, reach });
    return done({ type: 'stopped', until });
  });
}

async function takesTwo(db: Db, organizationId: OrganizationId, enforcement: Enforcement): Promise<boolean> {
  return stopTakesTwo(enforcement) && (await getSettings(db, organizationId)).secondPerson;
}

function refuseSubmission({ word, revision, forMs }: StopSubmission, current: Enforcement): Refusal | null {
  if (!isConfirmed('stop', word)) return { code: 'wrong_word', word: CONFIRMATION_WORDS.stop };
  if (revision !== null && revision !== current.revision) return { code: 'superseded' };
  return forMs === null ? null : refusePause(current, forMs);
}
