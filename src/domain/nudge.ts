/** When a campaign reminds one member next. */
import { mostOnDay, type Rhythm, rhythmOf, workingDaysBetween } from './cadence.ts';
import { type Campaign, needsNudge } from './campaign.ts';
import type { CampaignId, MemberId } from './ids.ts';
import type { MemberFacts } from './member.ts';
import {
  type CalendarDay,
  dayOf,
  fractionOf,
  isWorkingDay,
  isWorkingMoment,
  type LocalTime,
  momentsOn,
  zoneOf,
} from './working-time.ts';

const MINUTE_MS = 60_000;
/** A nudge that is later than this was missed (the bot was down): all who were missed are spread anew. */
const LATE_AFTER_MS = 60 * MINUTE_MS;
const SPREAD_MS = 60 * MINUTE_MS;
/** After do-not-disturb people are let come back for a moment, each their own. */
const AFTER_QUIET_MS = 30 * MINUTE_MS;
/** Two messages on one day are at least so far apart. */
const APART_MS = 60 * MINUTE_MS;

/** What the campaign decides. */
export type NudgeCampaign = Pick<Campaign, 'id' | 'state' | 'cadence' | 'workingTime' | 'timeZone'>;

/** What is known of the member. */
export interface NudgeMember {
  memberId: MemberId;
  standing: MemberFacts;
  timeZone: string | null;
  /** The member's own (`ownDeadline`). */
  deadline: Date;
  enrolledAt: Date;
  /** What was planned before, when only that is asked: is it time? `null` plans anew. */
  plannedFor: Date | null;
  /** The last two that arrived. */
  lastSentAt: Date | null;
  previousSentAt: Date | null;
  snoozedUntil: Date | null;
  awayUntil: Date | null;
  /** The end of the do-not-disturb that is on. */
  undisturbedUntil: Date | null;
}

/** The clock and calendar of a member in a campaign. */
export function localTimeOf(
  campaign: Pick<Campaign, 'id' | 'workingTime' | 'timeZone'>,
  member: { memberId: MemberId; timeZone: string | null },
): LocalTime {
  const fraction = fractionOf(campaign.id satisfies CampaignId, member.memberId);
  return { ...campaign.workingTime, zone: zoneOf(member.timeZone, campaign.timeZone), fraction };
}

/**
 * The next reminder, never before now: `now` itself means at once, `null` that none is to come as things stand.
 * Never in quiet hours or on a day off, never over the most of a day, never while somebody is away or not to be
 * disturbed, and only for those who need it. What was put off comes when it was promised, whatever the cadence says.
 */
export function nextReminderAt(campaign: NudgeCampaign, member: NudgeMember, now: Date): Date | null {
  if (campaign.state !== 'running' || !needsNudge(member.standing)) return null;
  const scene = { local: localTimeOf(campaign, member), rhythm: rhythmOf(campaign.cadence), member };
  const promised = promisedAt(member);
  const wanted = promised ?? wantedAt(scene);
  if (wanted === null) return null;
  const at = passObstacles(scene, startFrom(scene, wanted, now), promised !== null);
  return at !== null && at < member.deadline ? at : null;
}

interface Scene {
  local: LocalTime;
  rhythm: Rhythm;
  member: NudgeMember;
}

function promisedAt({ snoozedUntil, lastSentAt }: NudgeMember): Date | null {
  return snoozedUntil !== null && (lastSentAt === null || snoozedUntil > lastSentAt) ? snoozedUntil : null;
}

function daysLeft({ local, member }: Scene, day: CalendarDay): number {
  return dayOf(member.deadline, local.zone) - day;
}

/** What the cadence alone asks for: the first moment that is far enough from the last reminder. */
function wantedAt(scene: Scene): Date | null {
  const { local, rhythm, member } = scene;
  if (member.lastSentAt === null) return momentFrom(scene, member.enrolledAt);
  const lastDay = dayOf(member.lastSentAt, local.zone);
  const again = secondOfDay(scene, lastDay, member.lastSentAt);
  if (again !== null) return again;
  const days = daysLeft(scene, lastDay);
  let worked = 0;
  for (let passed = 1; passed <= days; passed += 1) {
    const day = lastDay + passed;
    if (!isWorkingDay(local, day)) continue;
    worked += 1;
    if (worked < workingDaysBetween(rhythm, days - passed)) continue;
    const [first] = momentsOn(local, day, mostOnDay(rhythm, days - passed));
    if (first !== undefined) return first;
  }
  return null;
}

function secondOfDay(scene: Scene, day: CalendarDay, lastSentAt: Date): Date | null {
  const most = mostOnDay(scene.rhythm, daysLeft(scene, day));
  if (sentOn(scene, day) >= most) return null;
  const second = momentsOn(scene.local, day, most).at(-1);
  return second !== undefined && second.getTime() - lastSentAt.getTime() >= APART_MS ? second : null;
}

function sentOn({ local, member }: Scene, day: CalendarDay): number {
  return [member.lastSentAt, member.previousSentAt].filter((at) => at !== null && dayOf(at, local.zone) === day).length;
}

/** The member's first moment at or after this, up to the day of the deadline. */
function momentFrom(scene: Scene, from: Date): Date | null {
  const first = dayOf(from, scene.local.zone);
  const days = daysLeft(scene, first);
  for (let passed = 0; passed <= days; passed += 1) {
    const moments = momentsOn(scene.local, first + passed, mostOnDay(scene.rhythm, days - passed));
    const moment = moments.find((at) => at >= from);
    if (moment !== undefined) return moment;
  }
  return null;
}

/** Never in the past: what is a little late is due now, what was missed is spread over the next hour. */
function startFrom({ local, member }: Scene, wanted: Date, now: Date): Date {
  const planned = member.plannedFor !== null && member.plannedFor > wanted ? member.plannedFor : wanted;
  const lateMs = now.getTime() - planned.getTime();
  if (lateMs <= 0) return planned;
  return lateMs <= LATE_AFTER_MS ? now : new Date(now.getTime() + local.fraction * SPREAD_MS);
}

/** Moves it on until nothing is in its way. */
function passObstacles(scene: Scene, from: Date, promised: boolean): Date | null {
  const { local, member } = scene;
  let at: Date | null = from;
  if (member.awayUntil !== null && member.awayUntil > at) at = momentFrom(scene, member.awayUntil);
  if (at !== null && member.undisturbedUntil !== null && member.undisturbedUntil > at) {
    at = new Date(member.undisturbedUntil.getTime() + local.fraction * AFTER_QUIET_MS);
  }
  while (at !== null && !isWorkingMoment(local, at)) at = momentFrom(scene, new Date(at.getTime() + 1));
  if (at === null || promised) return at;
  const day = dayOf(at, local.zone);
  const full = sentOn(scene, day) >= mostOnDay(scene.rhythm, daysLeft(scene, day));
  return full ? firstLater(scene, day) : at;
}

/** On a later day there was none yet, as the last two are those that were sent. */
function firstLater(scene: Scene, day: CalendarDay): Date | null {
  const days = daysLeft(scene, day);
  for (let passed = 1; passed <= days; passed += 1) {
    const [first] = momentsOn(scene.local, day + passed, mostOnDay(scene.rhythm, days - passed));
    if (first !== undefined) return first;
  }
  return null;
}

/**
 * Whether a reminder that was planned may still be sent at this moment: asked again just before, because it may have been
 * late. `again` is true for the second message of one that has arrived already.
 */
export function mayComeNow(campaign: NudgeCampaign, member: NudgeMember, now: Date, again: boolean): boolean {
  const scene = { local: localTimeOf(campaign, member), rhythm: rhythmOf(campaign.cadence), member };
  if (now >= member.deadline || !isWorkingMoment(scene.local, now)) return false;
  if (member.awayUntil !== null && member.awayUntil > now) return false;
  if (again || promisedAt(member) !== null) return true;
  const day = dayOf(now, scene.local.zone);
  return sentOn(scene, day) < mostOnDay(scene.rhythm, daysLeft(scene, day));
}

/** What a member would get from now on if they never answered: at most `limit` moments. */
export function previewReminders(campaign: NudgeCampaign, member: NudgeMember, now: Date, limit: number): Date[] {
  const moments: Date[] = [];
  let known = member;
  let from = now;
  while (moments.length < limit) {
    const at = nextReminderAt(campaign, known, from);
    if (at === null) break;
    moments.push(at);
    known = { ...known, plannedFor: null, lastSentAt: at, previousSentAt: known.lastSentAt };
    from = at;
  }
  return moments;
}
