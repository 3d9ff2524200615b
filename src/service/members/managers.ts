import type { Db } from '../../db/database.ts';
import { listGrants } from '../../db/grant-repository.ts';
import { isIdOf } from '../../db/ids.ts';
import { listOwners } from '../../db/member-list-repository.ts';
import { findMembers, type Member } from '../../db/member-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';

/** Everybody with `manage`: the owners, and those to whom it was granted. */
export async function listManagers(db: Db, organizationId: OrganizationId, now: Date): Promise<Member[]> {
  const owners = await listOwners(db, organizationId, now);
  const granted = (await listGrants(db, organizationId)).flatMap(({ permission, subjectId }) =>
    permission === 'manage' && isIdOf('member', subjectId) ? [subjectId] : [],
  );
  const others = granted.filter((id) => !owners.some((owner) => owner.id === id));
  const members = await findMembers(db, organizationId, others, now);
  return [...owners, ...members.filter(({ state }) => state !== 'deactivated')];
}
