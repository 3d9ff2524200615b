import { getEnforcement } from '../../db/enforcement-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { listOrganizations } from '../../db/organization-repository.ts';
import { countOpenViolations } from '../../db/violation-repository.ts';
import type { ServiceDeps } from '../deps.ts';
import { readDirectoryHealth } from '../readings/directory-health.ts';

/** Every organization in numbers, for the metrics: counts are public, names are not. */
export async function readOrganizationNumbers(deps: Pick<ServiceDeps, 'database' | 'clock' | 'directories'>) {
  const { db } = deps.database;
  const organizations = await listOrganizations(db);
  return Promise.all(
    organizations.map(async ({ id }) => {
      const now = deps.clock.now();
      const { counted, enabled, unknown } = await tallyMembers(db, id, now);
      const readAt = (await readDirectoryHealth(deps, id)).map((health) => health.readAt?.getTime() ?? null);
      const oldest = readAt.includes(null) ? null : Math.min(...readAt.flatMap((time) => time ?? []));
      return {
        organizationId: id,
        enforced: (await getEnforcement(db, id)).state === 'on',
        counted,
        enabled,
        unknown,
        violations: await countOpenViolations(db, id, now),
        readingAgeSeconds: oldest === null || !Number.isFinite(oldest) ? null : (now.getTime() - oldest) / 1_000,
      };
    }),
  );
}
