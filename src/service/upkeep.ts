/** What is done on schedule, and goes on after a crash: readings, releases, requests that lapse, invitations that expire. */
import { forgetEventsBefore } from '../db/handled-event-repository.ts';
import { listOrganizations } from '../db/organization-repository.ts';
import { findLatestReading } from '../db/reading-repository.ts';
import { requestReading } from '../db/reading-request-repository.ts';
import { inTransaction } from '../db/transaction.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Directory } from '../ports.ts';
import { endOverdueApprovals } from './approvals/expiring.ts';
import { runCampaigns } from './campaigns/running.ts';
import type { ServiceDeps } from './deps.ts';
import { tellDateNotices } from './enforcement/date-notices.ts';
import { decideWaitingRequests } from './enforcement/deciding.ts';
import { noticeWhoLacksMfa } from './enforcement/noticing.ts';
import { releaseMembers } from './enforcement/releasing.ts';
import { turnOnByItself } from './enforcement/turning-on.ts';
import { keepExemptions } from './exemptions/keeping.ts';
import { endExpiredInvitations } from './invitations/expiring.ts';
import { forgetOld } from './members/erasing.ts';
import { judgeAnew } from './members/judging-anew.ts';
import { tellOwners } from './owners/telling-owners.ts';
import { runRounds } from './reminders/rounds.ts';

/** Slack delivers an event for the last time after five minutes. */
const EVENT_MEMORY_MS = 24 * 60 * 60_000;

/** One tick; it may come at any time and any number of times. */
export async function keepUp(deps: ServiceDeps, readingIntervalMs: number): Promise<void> {
  for (const { id } of await listOrganizations(deps.database.db)) {
    await requestDueReadings(deps, id, readingIntervalMs);
    await judgeAnew(deps, id);
    await keepExemptions(deps, id);
    await decideWaitingRequests(deps, id);
    await runRounds(deps, id);
    await endOverdueApprovals(deps, id);
    await tellDateNotices(deps, id);
    await turnOnByItself(deps, id);
    await noticeWhoLacksMfa(deps, id);
    await runCampaigns(deps, id);
    await releaseMembers(deps, id);
    await forgetOld(deps, id);
    await endExpiredInvitations(deps, id);
    await tellOwners(deps, id);
  }
  await forgetEventsBefore(deps.database.db, new Date(deps.clock.now().getTime() - EVENT_MEMORY_MS));
}

/** A reading is due when the last pass, however it ended, is older than the interval. */
async function requestDueReadings(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  intervalMs: number,
): Promise<void> {
  for (const directory of deps.directories) {
    const latest = await findLatestReading(deps.database.db, organizationId, directory.name);
    const age = latest?.startedAt ? deps.clock.now().getTime() - latest.startedAt.getTime() : Number.POSITIVE_INFINITY;
    if (age >= intervalMs) await requestOne(deps, organizationId, directory, 'schedule');
  }
  await deps.queue.wakeReadings();
}

async function requestOne(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  directory: Directory,
  trigger: 'schedule' | 'start',
): Promise<void> {
  await inTransaction(deps.database, (trx) =>
    requestReading(trx, organizationId, { directory: directory.name, trigger, now: deps.clock.now() }),
  );
}

/** At start: one reading of every directory. */
export async function requestFirstReadings(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  for (const directory of deps.directories) await requestOne(deps, organizationId, directory, 'start');
  await deps.queue.wakeReadings();
}
