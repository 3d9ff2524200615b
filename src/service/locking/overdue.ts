/** What follows when a grace period is over: locked where the organization wants it and the directory can, else told. */
import { getOrganization } from '../../db/organization-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { endLocks } from './ending.ts';
import { planLocks } from './planning.ts';
import { tellLocked, tellOverdue } from './telling.ts';
import { workLocks } from './working.ts';

/** May come at any time and any number of times. While Slack has turned Muster away nothing is changed. */
export async function settleOverdue(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  const { away } = await getOrganization(deps.database.db, organizationId);
  if (away !== null) return;
  await endLocks(deps, organizationId);
  await planLocks(deps, organizationId);
  await tellOverdue(deps, organizationId);
  await workLocks(deps, organizationId);
  await tellLocked(deps, organizationId);
}
