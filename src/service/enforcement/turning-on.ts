/** What turns on by itself: everyone became ready, the date has come, the pause is over. It may be called at any time. */
import type { Trx } from '../../db/database.ts';
import {
  EMPTY_PLAN,
  type EnforcementPlan,
  findEnforcementPlan,
  saveEnforcementPlan,
} from '../../db/enforcement-plan-repository.ts';
import { getEnforcement, lockEnforcement, saveEnforcement } from '../../db/enforcement-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { findLatestReading, type Reading } from '../../db/reading-repository.ts';
import { requestReading } from '../../db/reading-request-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { allows, type Enforcement, type PermissionReading, standingOf } from '../../domain/enforcement.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { TurnedOn, WaitingStanding } from '../../domain/message.ts';
import type { Tally } from '../../domain/readiness.ts';
import { decideTurningOn, type Wait } from '../../domain/turning-on.ts';
import { recordByMuster } from '../audit/recording.ts';
import { planOwnersNotice, type Reach } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { confirmReading, readLivePermissionOf } from '../members/actor.ts';
import { asOfEarliest } from '../readings/as-of.ts';
import { switchOn } from './switching.ts';

/** A reading takes its time, and Slack has its moments: owners hear of what lasts longer than this. */
const QUIET_WAIT_MS = 15 * 60_000;
/** A directory that failed is asked again after this time. */
const RETRY_MS = 5 * 60_000;

const HOW: Record<WaitingStanding, Exclude<TurnedOn, 'asked'>> = {
  armed: 'when_ready',
  scheduled: 'by_date',
  paused: 'pause_over',
};

interface Grounds {
  standing: WaitingStanding;
  enforcement: Enforcement;
  setBy: MemberId;
  /** The last complete reading of each directory that is fresh enough to decide on. */
  readings: readonly Reading[];
  read: boolean;
}

export async function turnOnByItself(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  const grounds = await readGrounds(deps, organizationId);
  if (grounds === null) return;
  if (!grounds.read && grounds.standing !== 'armed') await askForReadings(deps, organizationId, grounds.enforcement);
  if (!(await isWorthAsking(deps, organizationId, grounds))) return;
  // No network inside of the transaction. Without a reading nothing is decided, so nobody's role is asked for.
  const permission: PermissionReading = grounds.read
    ? await readLivePermissionOf(deps, organizationId, grounds.setBy)
    : { type: 'unreadable' };
  await inTransaction(deps.database, async (trx, onCommit) => {
    await decideInside(deps, trx, organizationId, grounds, permission);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

function waitingStandingOf(enforcement: Enforcement): WaitingStanding | null {
  const standing = standingOf(enforcement);
  return standing === 'armed' || standing === 'scheduled' || standing === 'paused' ? standing : null;
}

/** `null` when there is nothing that could turn on now. */
async function readGrounds(deps: ServiceDeps, organizationId: OrganizationId): Promise<Grounds | null> {
  const { db } = deps.database;
  const enforcement = await getEnforcement(db, organizationId);
  const standing = waitingStandingOf(enforcement);
  if (standing === null || enforcement.changedBy === null) return null;
  if ('until' in enforcement && deps.clock.now() < enforcement.until) return null;
  const since = 'until' in enforcement ? enforcement.until : enforcement.since;
  const latest = await Promise.all(
    deps.directories.map(({ name }) => findLatestReading(db, organizationId, name, 'completed')),
  );
  const readings = latest.flatMap((reading) => (reading?.startedAt && reading.startedAt >= since ? [reading] : []));
  const read = readings.length === deps.directories.length;
  return { standing, enforcement, setBy: enforcement.changedBy, readings, read };
}

/** Whoever is armed is decided on once for each reading; a date goes on until it has happened. */
async function isWorthAsking(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  { standing, enforcement, readings, read }: Grounds,
): Promise<boolean> {
  if (standing !== 'armed') return true;
  if (!read) return false;
  const plan = await findEnforcementPlan(deps.database.db, organizationId, enforcement.revision);
  return !sameReadings(plan?.judged ?? [], readings);
}

function sameReadings(judged: readonly Reading['id'][], readings: readonly Reading[]): boolean {
  return judged.length === readings.length && readings.every(({ id }) => judged.includes(id));
}

/** The date counts from a complete reading that started after it. */
async function askForReadings(
  deps: ServiceDeps,
  organizationId: OrganizationId,
  enforcement: Enforcement,
): Promise<void> {
  if (!('until' in enforcement)) return;
  const now = deps.clock.now();
  for (const { name: directory } of deps.directories) {
    const latest = await findLatestReading(deps.database.db, organizationId, directory);
    const started = latest?.startedAt ?? null;
    const isTried = started !== null && started >= enforcement.until;
    const mayRetry = latest?.state === 'failed' && started !== null && now.getTime() - started.getTime() >= RETRY_MS;
    if (isTried && !mayRetry) continue;
    await inTransaction(deps.database, async (trx, onCommit) => {
      await requestReading(trx, organizationId, { directory, trigger: 'enforce', now });
      onCommit(() => deps.queue.wakeReadings());
    });
  }
}

async function decideInside(
  deps: ServiceDeps,
  trx: Trx,
  organizationId: OrganizationId,
  grounds: Grounds,
  reading: PermissionReading,
): Promise<void> {
  const enforcement = await lockEnforcement(trx, organizationId);
  if (enforcement.revision !== grounds.enforcement.revision || !allows(enforcement, 'turn_on')) return;
  const now = deps.clock.now();
  const { revision } = enforcement;
  const plan = (await findEnforcementPlan(trx, organizationId, revision)) ?? { ...EMPTY_PLAN, revision };
  const tally = await tallyMembers(trx, organizationId, now, asOfEarliest(grounds.readings));
  const permission = await confirmReading(trx, organizationId, { memberId: grounds.setBy, reading, now });
  const { read } = grounds;
  const { confirmedExempt } = plan;
  const decision = decideTurningOn({ now, enforcement, permission, read, tally, confirmedExempt });
  const reach = { mailEnabled: deps.mailer.enabled, now };
  switch (decision.type) {
    case 'turn_on':
      return turnOn(trx, organizationId, grounds, { tally, reach });
    case 'lapse':
      return lapse(trx, organizationId, grounds, reach);
    case 'wait':
      return wait(trx, organizationId, { grounds, plan, reason: decision.reason, reach });
    case 'nothing':
      return saveEnforcementPlan(trx, organizationId, { ...plan, waits: null, judged: idsOf(grounds.readings) });
  }
}

function idsOf(readings: readonly Reading[]): Reading['id'][] {
  return readings.map(({ id }) => id);
}

function turnOn(
  trx: Trx,
  organizationId: OrganizationId,
  { setBy: memberId, standing }: Grounds,
  { tally, reach }: { tally: Tally; reach: Reach },
): Promise<void> {
  const how = HOW[standing];
  return switchOn(trx, organizationId, { memberId, how, source: how, subjectId: memberId, tally, reach });
}

/** Whoever set it may no longer enforce: it does not happen, and owners are told. */
async function lapse(
  trx: Trx,
  organizationId: OrganizationId,
  { setBy: memberId, standing: was }: Grounds,
  reach: Reach,
): Promise<void> {
  await saveEnforcement(trx, organizationId, { state: 'off', armed: false, since: reach.now, changedBy: null });
  const event = { at: reach.now, type: 'enforcement.lapsed', source: HOW[was], subjectId: memberId } as const;
  await recordByMuster(trx, organizationId, { ...event, after: { was } });
  const by = { type: 'member', memberId } as const;
  await planOwnersNotice(trx, organizationId, { payload: { kind: 'enforcement_lapsed', by, was } }, reach);
}

/** Owners are told once of each thing that it waits for; of what may pass by itself only when it lasts. */
async function wait(
  trx: Trx,
  organizationId: OrganizationId,
  { grounds, plan, reason, reach }: { grounds: Grounds; plan: EnforcementPlan; reason: Wait; reach: Reach },
): Promise<void> {
  const before = plan.waits?.for === reason ? plan.waits : { for: reason, since: reach.now, told: false };
  const mayPass = reason === 'reading' || reason === 'role_unreadable';
  const lasts = !mayPass || reach.now.getTime() - before.since.getTime() >= QUIET_WAIT_MS;
  const judged = reason === 'role_unreadable' ? plan.judged : idsOf(grounds.readings);
  await saveEnforcementPlan(trx, organizationId, {
    ...{ ...plan, judged },
    waits: { ...before, told: before.told || lasts },
  });
  if (before.told || !lasts) return;
  const event = { at: reach.now, type: 'enforcement.waits', source: HOW[grounds.standing], subjectId: null } as const;
  await recordByMuster(trx, organizationId, { ...event, after: { reason } });
  const payload = { kind: 'enforcement_waits', was: grounds.standing, reason } as const;
  await planOwnersNotice(trx, organizationId, { payload }, reach);
}
