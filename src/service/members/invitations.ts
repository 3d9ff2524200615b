import type { Trx } from '../../db/database.ts';
import { acceptInvitation, findOpenInvitation, hasOpenInvitations } from '../../db/invitation-repository.ts';
import type { Member } from '../../db/member-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';

/** Whoever was invited by email and is here now has accepted. */
export async function acceptInvitations(
  trx: Trx,
  organizationId: OrganizationId,
  members: readonly Pick<Member, 'id' | 'email'>[],
  now: Date,
): Promise<void> {
  if (!(await hasOpenInvitations(trx, organizationId, now))) return;
  for (const { id, email } of members) {
    if (email === null) continue;
    const invitation = await findOpenInvitation(trx, organizationId, email, now);
    if (invitation !== null) await acceptInvitation(trx, organizationId, invitation.id, id);
  }
}
