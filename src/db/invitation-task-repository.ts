import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { InvitationId, InvitationTaskId, OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import type { Clocks } from './delivery-claim-repository.ts';
import { newId } from './ids.ts';
import type { InvitationTaskState, InvitationTaskTable } from './schema.ts';
import { toInstant } from './values.ts';

export interface InvitationTask {
  id: InvitationTaskId;
  organizationId: OrganizationId;
  invitationId: InvitationId;
  /** The directory that is asked to invite; `null` for the email. */
  directory: string | null;
  state: InvitationTaskState;
  attempt: number;
  failures: number;
  outcomeCode: string | null;
  /** What came of the last attempt, as a sentence for people. */
  outcome: string | null;
}

function toTask(row: Selectable<InvitationTaskTable>): InvitationTask {
  return {
    id: row.id,
    organizationId: row.organization_id,
    invitationId: row.invitation_id,
    directory: row.directory,
    state: row.state,
    attempt: row.attempt,
    failures: row.failures,
    outcomeCode: row.outcome_code,
    outcome: row.outcome,
  };
}

/** `directories`: the names of those that are asked to invite, and `null` for the email. */
export async function insertInvitationTasks(
  trx: Trx,
  organizationId: OrganizationId,
  {
    invitationId,
    directories,
    now,
  }: { invitationId: InvitationId; directories: readonly (string | null)[]; now: Date },
): Promise<void> {
  if (directories.length === 0) return;
  const at = toInstant(now);
  const rows = directories.map((directory) => ({
    id: newId('invitationTask'),
    organization_id: organizationId,
    invitation_id: invitationId,
    directory,
    state: 'due' as const,
    ...{ due_at: at, created_at: at, attempt: 0, failures: 0 },
  }));
  await trx.insertInto('invitation_tasks').values(rows).execute();
}

/** All tasks of these invitations, the oldest first. */
export async function listInvitationTasks(
  db: Db,
  organizationId: OrganizationId,
  invitationIds: readonly InvitationId[],
): Promise<InvitationTask[]> {
  if (invitationIds.length === 0) return [];
  const rows = await db
    .selectFrom('invitation_tasks')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('invitation_id', 'in', invitationIds)
    .orderBy('id')
    .execute();
  return rows.map(toTask);
}

/** What is planned and not under way is not done any more. */
export async function cancelInvitationTasks(
  trx: Trx,
  organizationId: OrganizationId,
  invitationIds: readonly InvitationId[],
  { mailOnly = false }: { mailOnly?: boolean } = {},
): Promise<void> {
  if (invitationIds.length === 0) return;
  const query = trx
    .updateTable('invitation_tasks')
    .set({ state: 'cancelled' })
    .where('organization_id', '=', organizationId)
    .where('invitation_id', 'in', invitationIds)
    .where('state', '=', 'due');
  await (mailOnly ? query.where('directory', 'is', null) : query).execute();
}

/** Due, or left behind by a process that no longer holds it; nothing while Slack has turned the organization away. */
function isClaimable({ now, machineNow }: Clocks): RawBuilder<boolean> {
  const machine = toInstant(machineNow);
  return sql<boolean>`invitation_tasks.state in ('due', 'running')
    and invitation_tasks.due_at <= ${toInstant(now)} and (
      (invitation_tasks.state = 'due' and (invitation_tasks.retry_at is null or invitation_tasks.retry_at <= ${machine}))
      or (invitation_tasks.state = 'running' and invitation_tasks.lease_until <= ${machine}))
    and exists (select 1 from organizations
      where organizations.id = invitation_tasks.organization_id and organizations.away_since is null)`;
}

export interface DueInvitationTask {
  taskId: InvitationTaskId;
  /** The number of the attempt to make: whoever claims it first makes it. */
  attempt: number;
}

/** What has to be done now, of all organizations, oldest first. */
export async function listDueInvitationTasks(
  db: Db,
  { limit, ...clocks }: Clocks & { limit: number },
): Promise<DueInvitationTask[]> {
  const rows = await db
    .selectFrom('invitation_tasks')
    .select(['id', 'attempt'])
    .where(isClaimable(clocks))
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, attempt }) => ({ taskId: id, attempt: attempt + 1 }));
}

/** Takes the task for this attempt; `null` when somebody else has it, or when it is no longer due. */
export async function claimInvitationTask(
  db: Db,
  id: InvitationTaskId,
  attempt: number,
  { leaseMs, ...clocks }: Clocks & { leaseMs: number },
): Promise<InvitationTask | null> {
  const row = await db
    .updateTable('invitation_tasks')
    .set({ state: 'running', attempt, lease_until: toInstant(new Date(clocks.machineNow.getTime() + leaseMs)) })
    .where('id', '=', id)
    .where('attempt', '=', attempt - 1)
    .where(isClaimable(clocks))
    .returningAll()
    .executeTakeFirst();
  return row ? toTask(row) : null;
}

export type InvitationTaskEnd =
  | { state: 'done' | 'failed'; outcomeCode: string | null; outcome: string | null }
  | { state: 'cancelled' }
  | { state: 'due'; retryAt: Date; countsAsFailure: boolean; outcomeCode: string; outcome: string | null };

/** Writes down how the attempt ended. A lease that was lost may not overwrite what its successor does. */
export async function endInvitationTask(
  db: Db,
  { id, attempt }: Pick<InvitationTask, 'id' | 'attempt'>,
  end: InvitationTaskEnd,
): Promise<void> {
  await db
    .updateTable('invitation_tasks')
    .set((eb) => ({
      state: end.state,
      lease_until: null,
      retry_at: end.state === 'due' ? toInstant(end.retryAt) : null,
      ...(end.state === 'due' && end.countsAsFailure && { failures: eb('failures', '+', 1) }),
      ...(end.state !== 'cancelled' && { outcome_code: end.outcomeCode, outcome: end.outcome }),
    }))
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .execute();
}
