import type { Db } from '../../db/database.ts';
import { listGrants } from '../../db/grant-repository.ts';
import { isIdOf } from '../../db/ids.ts';
import { listOwners } from '../../db/member-list-repository.ts';
import { findMembers, type Member } from '../../db/member-repository.ts';
import type { Officer } from '../../domain/approval.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';

export type OfficerMember = Officer & { member: Member };

/** Everybody who may enforce, by the last known role and their grants. */
export async function listOfficers(db: Db, organizationId: OrganizationId, now: Date): Promise<OfficerMember[]> {
  const grants = (await listGrants(db, organizationId)).filter(
    ({ subjectType, permission }) => subjectType === 'member' && includes(permission, 'enforce'),
  );
  const granted = grants.flatMap(({ subjectId }) => (isIdOf('member', subjectId) ? [subjectId] : []));
  const owners = await listOwners(db, organizationId, now);
  const others = (await findMembers(db, organizationId, [...new Set(granted)], now)).filter(
    ({ id, state }) => state !== 'deactivated' && owners.every((owner) => owner.id !== id),
  );
  return [...owners, ...others].map((member) => ({
    ...{ member, memberId: member.id, role: member.role },
    grants: grants.filter(({ subjectId }) => subjectId === member.id),
  }));
}
