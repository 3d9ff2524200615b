import { findOpenViolations } from '../db/violation-repository.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { graceEndsAt } from '../domain/violation.ts';
import type { Actor } from './actor.ts';
import { listGuides, personOf } from './composing.ts';
import type { ServiceDeps } from './deps.ts';
import type { Viewer } from './screens.ts';

/** The person who looks, as every screen shows them their own status. */
export async function readViewer(
  deps: Pick<ServiceDeps, 'database' | 'clock' | 'directories'>,
  organizationId: OrganizationId,
  { member, permission }: Actor,
): Promise<Viewer> {
  const [violation] = await findOpenViolations(deps.database.db, organizationId, [member.id]);
  return {
    person: personOf(member),
    role: member.role,
    state: member.state,
    permission,
    mfaStatus: member.mfaStatus,
    mfaMethod: member.mfaMethod,
    graceEndsAt: violation ? graceEndsAt(violation.grace, deps.clock.now()) : null,
    timeZone: member.timeZone ?? 'UTC',
    guides: await listGuides(deps, organizationId, member.id),
  };
}
