import { listOpenRounds } from '../../db/round-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { reportRound } from './rounds.ts';

/** A modal that counts up is updated once a second at most, however many messages go out. */
const REPORT_INTERVAL_MS = 1_000;

export interface RoundReporter {
  /** Something was delivered: the rounds that are under way show it within a second. */
  soon(organizationId: OrganizationId): void;
}

export function createRoundReporter(deps: ServiceDeps): RoundReporter {
  const planned = new Set<OrganizationId>();
  const report = async (organizationId: OrganizationId) => {
    planned.delete(organizationId);
    for (const round of await listOpenRounds(deps.database.db, organizationId)) {
      await reportRound(deps, organizationId, round.id);
    }
  };
  return {
    soon(organizationId) {
      if (planned.has(organizationId)) return;
      planned.add(organizationId);
      const timer = setTimeout(() => {
        report(organizationId).catch((error: unknown) =>
          deps.log.warn({ err: error }, 'a round could not be reported'),
        );
      }, REPORT_INTERVAL_MS);
      timer.unref();
    },
  };
}
