import type { Trx } from '../../db/database.ts';
import { acceptInvitation, findOpenInvitation, hasOpenInvitations } from '../../db/invitation-repository.ts';
import { cancelInvitationTasks } from '../../db/invitation-task-repository.ts';
import type { Member } from '../../db/member-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { recordByMuster } from '../audit/recording.ts';

/** Whoever was invited by email and is here now has accepted. */
export async function acceptInvitations(
  trx: Trx,
  organizationId: OrganizationId,
  members: readonly Pick<Member, 'id' | 'email'>[],
  { source, now }: { source: string; now: Date },
): Promise<void> {
  if (!(await hasOpenInvitations(trx, organizationId, now))) return;
  for (const { id: memberId, email } of members) {
    const invitation = email === null ? null : await findOpenInvitation(trx, organizationId, { email }, now);
    if (invitation === null || !(await acceptInvitation(trx, organizationId, invitation.id, memberId))) continue;
    await cancelInvitationTasks(trx, organizationId, [invitation.id]);
    const after = { invitationId: invitation.id };
    const event = { at: now, type: 'invitation.accepted', source, subjectId: memberId, after } as const;
    await recordByMuster(trx, organizationId, event);
  }
}
