/** What is done on schedule, and goes on after a crash: readings, overdue violations, releases, requests that lapse, invitations that expire. */
import { lockEnforcement } from '../db/enforcement-repository.ts';
import { forgetEventsBefore } from '../db/handled-event-repository.ts';
import { listOrganizations } from '../db/organization-repository.ts';
import { findLatestReading } from '../db/reading-repository.ts';
import { requestReading } from '../db/reading-request-repository.ts';
import { getSettings } from '../db/settings-repository.ts';
import { inTransaction } from '../db/transaction.ts';
import { listOverdue, markOverdueTold } from '../db/violation-repository.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { gracePeriodMs } from '../domain/settings.ts';
import { OVERDUE_NOTICE_INTERVAL_MS } from '../domain/violation.ts';
import type { Directory } from '../ports.ts';
import { planOwnersNotice } from './deliveries/notices.ts';
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
import { runRounds } from './reminders/rounds.ts';

/** Slack delivers an event for the last time after five minutes. */
const EVENT_MEMORY_MS = 24 * 60 * 60_000;
const NAMED_OVERDUE = 20;
const OVERDUE_LIMIT = 1_000;

/** One tick; it may come at any time and any number of times. */
export async function keepUp(deps: ServiceDeps, readingIntervalMs: number): Promise<void> {
  for (const { id } of await listOrganizations(deps.database.db)) {
    await requestDueReadings(deps, id, readingIntervalMs);
    await judgeAnew(deps, id);
    await keepExemptions(deps, id);
    await decideWaitingRequests(deps, id);
    await runRounds(deps, id);
    await tellDateNotices(deps, id);
    await turnOnByItself(deps, id);
    await noticeWhoLacksMfa(deps, id);
    await releaseMembers(deps, id);
    await tellOverdue(deps, id);
    await forgetOld(deps, id);
    await endExpiredInvitations(deps, id);
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

/** Owners hear once a day of everybody whose grace period is over. */
async function tellOverdue(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const toldBefore = new Date(now.getTime() - OVERDUE_NOTICE_INTERVAL_MS);
    const overdue = await listOverdue(trx, organizationId, {
      now,
      graceMs: gracePeriodMs(await getSettings(trx, organizationId)),
      toldBefore,
      limit: OVERDUE_LIMIT,
    });
    if (overdue.length === 0) return;
    await markOverdueTold(
      trx,
      organizationId,
      overdue.map((violation) => violation.id),
      now,
    );
    const memberIds = overdue.slice(0, NAMED_OVERDUE).map((violation) => violation.memberId);
    const payload = { kind: 'violations_overdue', memberIds, total: overdue.length } as const;
    await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
