/** One thing to be done for an invitation: claimed just before it is done, outside of any transaction, and written down. */
import { getEnforcement } from '../../db/enforcement-repository.ts';
import { findOpenInvitation, type Invitation } from '../../db/invitation-repository.ts';
import {
  claimInvitationTask,
  endInvitationTask,
  type InvitationTask,
  type InvitationTaskEnd,
} from '../../db/invitation-task-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inSharedTransaction } from '../../db/shared-transaction.ts';
import { retryDelayMs } from '../../domain/delivery.ts';
import type { InvitationTaskId } from '../../domain/ids.ts';
import { DeliveryError, type Directory, DirectoryError } from '../../ports.ts';
import { guidesOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';

type WorkDeps = Pick<ServiceDeps, 'database' | 'clock' | 'machineClock' | 'directories' | 'mailer' | 'log'>;

/** It is not renewed, and nothing takes longer: a directory is asked for seconds, and the mail server gets 50. */
const TASK_LEASE_MS = 60_000;

export async function workInvitationTask(deps: WorkDeps, id: InvitationTaskId, attempt: number): Promise<void> {
  const task = await inSharedTransaction(deps.database, (trx) =>
    claimInvitationTask(trx, id, attempt, {
      now: deps.clock.now(),
      machineNow: deps.machineClock.now(),
      leaseMs: TASK_LEASE_MS,
    }),
  );
  if (task !== null) await endInvitationTask(deps.database.db, task, await work(deps, task));
}

async function work(deps: WorkDeps, task: InvitationTask): Promise<InvitationTaskEnd> {
  const { organizationId, invitationId: id, directory: name } = task;
  const directory = deps.directories.find((candidate) => candidate.name === name) ?? null;
  try {
    const invitation = await findOpenInvitation(deps.database.db, organizationId, { id }, deps.clock.now());
    if (invitation === null) return { state: 'cancelled' };
    if (name === null) await sendMail(deps, task, invitation);
    else await inviteInto(directory, invitation);
    return { state: 'done', outcomeCode: null, outcome: null };
  } catch (error) {
    deps.log.warn({ err: error, taskId: task.id, attempt: task.attempt }, 'an invitation did not get through');
    return judge(deps, task, directory?.label ?? name ?? '', error);
  }
}

async function sendMail(deps: WorkDeps, task: InvitationTask, { email, expiresAt }: Invitation): Promise<void> {
  const { db } = deps.database;
  const { name: organizationName } = await getOrganization(db, task.organizationId);
  const { state } = await getEnforcement(db, task.organizationId);
  const invitedTo = deps.directories.filter(({ inviting }) => inviting != null).map(({ label }) => label);
  const policy = await getSettings(db, task.organizationId);
  const guides = guidesOf(deps.directories, [], { policy, ownEmail: null });
  await deps.mailer.send(email, {
    deliveryId: task.id,
    message: { kind: 'invitation', organizationName, enforced: state === 'on', guides, invitedTo, expiresAt },
  });
}

async function inviteInto(directory: Directory | null, { email }: Invitation): Promise<void> {
  if (directory?.inviting == null) throw new DirectoryError('not_inviting', 'Muster does not invite there any more.');
  await directory.inviting.invite(email);
}

/** The provider's words for somebody who is there already: an earlier attempt may have got through. */
const THERE_ALREADY: ReadonlySet<string> = new Set(['already_invited', 'http_409']);
const MAY_PASS: ReadonlySet<string> = new Set(['http_408', 'http_425', 'http_429']);

function judge(deps: WorkDeps, { failures }: InvitationTask, label: string, error: unknown): InvitationTaskEnd {
  if (error instanceof DirectoryError) {
    const { code: outcomeCode } = error;
    if (THERE_ALREADY.has(outcomeCode)) return { state: 'done', outcomeCode, outcome: thereAlready(label, error) };
    const outcome = refusalOf(label, error);
    if (outcome !== null) return { state: 'failed', outcomeCode, outcome };
    return tryAgain(deps, { outcomeCode, outcome: error.sentence }, { failures, delayMs: retryDelayMs(failures + 1) });
  }
  const outcomeCode = error instanceof DeliveryError ? error.code : 'internal';
  const retry = error instanceof DeliveryError ? error.retry : ({ type: 'backoff' } as const);
  switch (retry.type) {
    case 'never':
      return { state: 'failed', outcomeCode, outcome: null };
    case 'after':
      return tryAgain(deps, { outcomeCode, outcome: null }, { failures: null, delayMs: retry.delayMs });
    case 'backoff':
      return tryAgain(deps, { outcomeCode, outcome: null }, { failures, delayMs: retryDelayMs(failures + 1) });
  }
}

function thereAlready(label: string, { code, sentence }: DirectoryError): string {
  return code === 'already_invited' ? sentence : `Somebody with this address is in ${label} already.`;
}

/** A refusal that asking again does not change, in words; else `null`. */
function refusalOf(label: string, { code, sentence }: DirectoryError): string | null {
  if (code === 'not_inviting') return sentence;
  if (!/^http_4\d\d$/.test(code) || MAY_PASS.has(code)) return null;
  return ['http_401', 'http_403', 'http_404'].includes(code)
    ? `${label} does not let Muster invite people. Please grant it the right to, as the page on directories says.`
    : `${label} does not take this address.`;
}

/** `failures`: of the attempts so far; `null` where this one is no failure. */
function tryAgain(
  { machineClock }: WorkDeps,
  what: { outcomeCode: string; outcome: string | null },
  { failures, delayMs }: { failures: number | null; delayMs: number | null },
): InvitationTaskEnd {
  if (delayMs === null) return { state: 'failed', ...what };
  const retryAt = new Date(machineClock.now().getTime() + delayMs);
  return { state: 'due', retryAt, countsAsFailure: failures !== null, ...what };
}
