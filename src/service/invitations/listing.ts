/** Who is invited and has not come yet: for people with `manage` only, because of the addresses. */
import { countOpenInvitations, type Invitation, listOpenInvitations } from '../../db/invitation-repository.ts';
import { type InvitationTask, listInvitationTasks } from '../../db/invitation-task-repository.ts';
import { findMembers } from '../../db/member-repository.ts';
import { refuseWithoutManage } from '../../domain/enforcement.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { findOfficer } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { InvitationProgress, InvitationRow, InvitationsScreen, Outcome } from '../screens/screens.ts';
import { latestTasks } from './tasks.ts';

const INVITATIONS_PER_PAGE = 10;

type ListDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'mailer'>;

/** From the database only, because the trigger that opens it lives for 3 seconds. */
export async function openInvitations(
  deps: ListDeps,
  caller: Caller,
  page: number,
): Promise<Outcome<InvitationsScreen>> {
  const { permission } = await findOfficer(deps, caller);
  const refusal = refuseWithoutManage({ type: 'known', permission });
  if (refusal !== null) return refused(refusal);
  const { db } = deps.database;
  const now = deps.clock.now();
  const total = await countOpenInvitations(db, caller.organizationId, now);
  const pages = Math.max(1, Math.ceil(total / INVITATIONS_PER_PAGE));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const window = { limit: INVITATIONS_PER_PAGE, offset: shown * INVITATIONS_PER_PAGE, now };
  const invitations = await listOpenInvitations(db, caller.organizationId, window);
  return done({
    total,
    page: shown,
    pages,
    rows: await toRows(deps, caller, invitations),
    mailEnabled: deps.mailer.enabled,
    directories: deps.directories.filter(({ inviting }) => inviting != null).map(({ label }) => label),
  });
}

async function toRows(
  deps: ListDeps,
  { organizationId }: Caller,
  invitations: readonly Invitation[],
): Promise<InvitationRow[]> {
  const { db } = deps.database;
  const inviters = await findMembers(
    db,
    organizationId,
    [...new Set(invitations.map(({ invitedBy }) => invitedBy))],
    deps.clock.now(),
  );
  const ids = invitations.map(({ id }) => id);
  const tasks = latestTasks(await listInvitationTasks(db, organizationId, ids));
  return invitations.map(({ id, email, invitedBy, sentAt, expiresAt }) => {
    const inviter = inviters.find((member) => member.id === invitedBy);
    return {
      invitationId: id,
      email,
      invitedBy: inviter === undefined ? null : personOf(inviter),
      sentAt,
      expiresAt,
      progress: tasks.flatMap((task) => (task.invitationId === id ? [toProgress(deps, task)] : [])),
    };
  });
}

function toProgress({ directories }: ListDeps, task: InvitationTask): InvitationProgress {
  const label = directories.find(({ name }) => name === task.directory)?.label ?? task.directory;
  return { directoryLabel: label, state: task.state, sentence: task.outcome };
}
