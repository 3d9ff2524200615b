/** The week and the milestones, to owners: at most one message a day. */
import { listStuck, readProgress } from '../../db/campaign-progress-repository.ts';
import { listOpenCampaigns } from '../../db/campaign-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { listExemptions } from '../../db/exemption-repository.ts';
import { listOwners, tallyMembers } from '../../db/member-list-repository.ts';
import { findOwnerDigest, type OwnerDigest, saveOwnerDigest } from '../../db/owner-digest-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { isWeekDue, mayTell, stepMilestone } from '../../domain/digest.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { readinessPercent, type Tally } from '../../domain/readiness.ts';
import { zoneOf } from '../../domain/working-time.ts';
import type { NoticePayload } from '../deliveries/notice-payload.ts';
import { planOwnersNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';

/** Counting everybody is not for every tick. */
const CHECK_EVERY_MS = 60 * 60_000;
const NAMED = 20;
const ENDING_SOON_MS = 14 * 24 * 60 * 60_000;
const NOTHING_TOLD: Omit<OwnerDigest, 'checkedAt'> = { toldAt: null, milestone: null, week: null };

type TellDeps = Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer'>;

export async function tellOwners(deps: TellDeps, organizationId: OrganizationId): Promise<void> {
  const known = await findOwnerDigest(deps.database.db, organizationId);
  if (known !== null && deps.clock.now().getTime() - known.checkedAt.getTime() < CHECK_EVERY_MS) return;
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const before = (await findOwnerDigest(trx, organizationId)) ?? { ...NOTHING_TOLD, checkedAt: now };
    const tally = await tallyMembers(trx, organizationId, now);
    const { digest, payload } = await decide(trx, organizationId, { before, tally, now });
    await saveOwnerDigest(trx, organizationId, { ...digest, checkedAt: now });
    if (payload === null) return;
    await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

interface Look {
  before: OwnerDigest;
  tally: Tally;
  now: Date;
}

/** A milestone comes first; what has to wait for its day is decided anew until then. */
async function decide(
  trx: Trx,
  organizationId: OrganizationId,
  { before, tally, now }: Look,
): Promise<{ digest: OwnerDigest; payload: NoticePayload | null }> {
  const { enabled, counted } = tally;
  // Before the first reading there is nothing to tell.
  if (counted === 0) return { digest: before, payload: null };
  const { milestone, news } = stepMilestone(before.milestone, readinessPercent(tally));
  const deadline = await findNextDeadline(trx, organizationId, now);
  if (!mayTell(before.toldAt, deadline, now)) {
    return { digest: { ...before, milestone: news === null ? milestone : before.milestone }, payload: null };
  }
  if (news !== null) {
    const payload = { kind: 'milestone', percent: news, enabled, counted } as const;
    return { digest: { ...before, milestone, toldAt: now }, payload };
  }
  if (!(await isWeekToBeTold(trx, organizationId, before, now))) {
    return { digest: { ...before, milestone }, payload: null };
  }
  const payload = await summarize(trx, organizationId, { before, tally, now });
  return { digest: { ...before, milestone, toldAt: now, week: { at: now, enabled, counted } }, payload };
}

async function findNextDeadline(trx: Trx, organizationId: OrganizationId, now: Date): Promise<Date | null> {
  const deadlines = (await listOpenCampaigns(trx, organizationId))
    .filter(({ atDeadline }) => atDeadline !== 'nothing')
    .map(({ deadline }) => deadline);
  return deadlines.filter((deadline) => deadline > now).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

async function isWeekToBeTold(trx: Trx, organizationId: OrganizationId, { week }: OwnerDigest, now: Date) {
  const { weeklySummary } = await getSettings(trx, organizationId);
  if (!weeklySummary) return false;
  const [owner] = await listOwners(trx, organizationId, now);
  return isWeekDue(week?.at ?? null, now, zoneOf(owner?.timeZone ?? null, 'UTC'));
}

async function summarize(
  trx: Trx,
  organizationId: OrganizationId,
  { before, tally, now }: Look,
): Promise<NoticePayload> {
  const sum = { reminded: 0, answered: 0, stuckTotal: 0 };
  const stuckIds: MemberId[] = [];
  for (const { id } of await listOpenCampaigns(trx, organizationId)) {
    const progress = await readProgress(trx, organizationId, id, now);
    sum.reminded += progress.reminded;
    sum.answered += progress.answered;
    sum.stuckTotal += progress.stuck;
    stuckIds.push(...(await listStuck(trx, organizationId, id, { now, limit: NAMED })));
  }
  const soon = new Date(now.getTime() + ENDING_SOON_MS);
  const ending = (await listExemptions(trx, organizationId, now)).filter(({ endsAt }) => endsAt <= soon);
  return {
    kind: 'weekly_summary',
    enabled: tally.enabled,
    counted: tally.counted,
    before: before.week === null ? null : { enabled: before.week.enabled, counted: before.week.counted },
    ...sum,
    stuckIds: stuckIds.slice(0, NAMED),
    ending: ending.map(({ memberId, endsAt }) => ({ memberId, endsAt: endsAt.toISOString() })),
  };
}

/** A message about something else takes its day. */
export async function markOwnersTold(trx: Trx, organizationId: OrganizationId, now: Date): Promise<void> {
  const digest = await findOwnerDigest(trx, organizationId);
  await saveOwnerDigest(trx, organizationId, { ...NOTHING_TOLD, checkedAt: now, ...digest, toldAt: now });
}
