import type { InvitationTask } from '../../db/invitation-task-repository.ts';

/** Of each invitation, the newest email and the newest request to each directory. Takes them with the oldest first. */
export function latestTasks(tasks: readonly InvitationTask[]): InvitationTask[] {
  return [...new Map(tasks.map((task) => [`${task.invitationId} ${task.directory}`, task])).values()];
}
