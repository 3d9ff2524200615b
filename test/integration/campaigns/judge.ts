/** Judges a campaign by its ledger. Written from the rules alone: it shares no code with what sent the messages. */
import type { Db } from '../../../src/db/database.ts';
import type { CampaignId, MemberId } from '../../../src/domain/ids.ts';
import type { Past } from './lives.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FALLBACK_ZONE = 'America/New_York';
const WEEKEND = ['Sat', 'Sun'];
const [OPENS, CLOSES] = ['09:00', '17:00'];
const LONGEST_MOVE_MS = 14 * DAY_MS;
const EMAIL_AFTER = 3;

interface Nudge {
  at: Date;
  channels: string[];
}

interface Facts {
  campaignId: CampaignId;
  start: Date;
  deadline: Date;
  past: ReadonlyMap<MemberId, Past>;
  /** Between two ticks nothing is sent, so that a promise is kept at the next one. */
  tickMs: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: Date, zone: string): { date: string; weekday: string; time: string } {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    weekday: parts['weekday'] ?? '',
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

async function readNudges(db: Db, campaignId: CampaignId): Promise<Map<MemberId, Nudge[]>> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('reminders', 'reminders.id', 'deliveries.reminder_id')
    .select(['reminders.id', 'reminders.member_id', 'deliveries.channel', 'deliveries.sent_at'])
    .where('reminders.campaign_id', '=', campaignId)
    .where('deliveries.state', '=', 'sent')
    .where('deliveries.channel', '<>', 'slack_edit')
    .orderBy('deliveries.sent_at')
    .execute();
  const byReminder = new Map<string, Nudge>();
  const byMember = new Map<MemberId, Nudge[]>();
  for (const { id, member_id, channel, sent_at } of rows) {
    const known = byReminder.get(id);
    if (known !== undefined) {
      known.channels.push(channel);
      continue;
    }
    const nudge = { at: new Date(sent_at ?? 0), channels: [channel] };
    byReminder.set(id, nudge);
    byMember.set(member_id, [...(byMember.get(member_id) ?? []), nudge]);
  }
  return byMember;
}

function isWithin(at: Date, { from, to }: { from: Date; to: Date | null }): boolean {
  return at >= from && (to === null || at < to);
}

/** What is wrong with what one member got. */
function judgeMember(facts: Facts, past: Past, nudges: readonly Nudge[]): string[] {
  const zone = past.zone ?? FALLBACK_ZONE;
  const moved = Math.min(past.awayMs, LONGEST_MOVE_MS);
  const broken: string[] = [];
  const perDay = new Map<string, number>();
  let unanswered = 0;
  for (const [index, { at, channels }] of nudges.entries()) {
    const { date, weekday, time } = wallClock(at, zone);
    const tell = (rule: string) => broken.push(`${rule}: ${date} ${weekday} ${time} in ${zone}`);
    perDay.set(date, (perDay.get(date) ?? 0) + 1);
    if (WEEKEND.includes(weekday)) tell('on a day off');
    if (time < OPENS || time >= CLOSES) tell('in quiet hours');
    if (at < facts.start) tell('before the start');
    if (at.getTime() >= facts.deadline.getTime() + moved) tell('after the deadline');
    if (past.spared.some((span) => isWithin(at, span))) tell('to somebody who was to be spared');
    if (past.quiet.some((span) => isWithin(at, span))) tell('to somebody away, or not to be disturbed');
    const before = nudges[index - 1]?.at ?? facts.start;
    const promise = past.snoozes.findLast((snooze) => snooze.at <= at);
    if (promise !== undefined && at < promise.until) tell('before it was promised');
    if (past.snoozes.some((snooze) => snooze.at >= before && snooze.at < at)) unanswered = 0;
    if (channels.includes('email') !== unanswered >= EMAIL_AFTER) tell(`by ${channels} after ${unanswered} unanswered`);
    if (new Set(channels).size !== channels.length) tell('twice by one way');
    unanswered += 1;
  }
  for (const [date, count] of perDay) {
    const promised = past.snoozes.filter(({ until }) => wallClock(until, zone).date <= date).length;
    const daysLeft = (facts.deadline.getTime() + moved - new Date(`${date}T00:00:00Z`).getTime()) / DAY_MS;
    const most = daysLeft < 3 ? 2 : 1;
    if (count > most + Math.min(promised, 1)) broken.push(`${count} on ${date} in ${zone}`);
  }
  return [...broken, ...judgeRhythm(facts, past, nudges)];
}

/** Nobody who lacks MFA all along is forgotten: at least every fourth working day at first, and daily in the last week. */
function judgeRhythm(facts: Facts, past: Past, nudges: readonly Nudge[]): string[] {
  const isPlain = past.spared.length + past.quiet.length + past.snoozes.length === 0;
  if (!isPlain) return [];
  const broken: string[] = [];
  const moments = nudges.map(({ at }) => at.getTime());
  const lastWeek = facts.deadline.getTime() - 7 * DAY_MS;
  const gaps = moments.slice(1).map((at, index) => ({ at, gap: at - (moments[index] ?? at) }));
  if (moments.length < 10) broken.push(`only ${moments.length} in all`);
  for (const { at, gap } of gaps) {
    // The first of the last week ends a time that was not yet in it.
    const longest = at - gap < lastWeek ? 7.1 : 4.1;
    if (gap > longest * DAY_MS || (at - gap < lastWeek && at > lastWeek + 4.1 * DAY_MS))
      broken.push(`nothing for ${(gap / DAY_MS).toFixed(1)} days before ${new Date(at).toISOString()}`);
    if (gap < 60 * MINUTE_MS) broken.push(`only ${gap / MINUTE_MS} minutes apart`);
  }
  return broken;
}

function judgePeaks(all: readonly Nudge[]): string[] {
  const perTick = new Map<number, number>();
  for (const { at } of all) perTick.set(at.getTime(), (perTick.get(at.getTime()) ?? 0) + 1);
  const most = Math.max(...perTick.values());
  return most > 1_000 ? [`${most} at one moment`] : [];
}

/** Every nudge against every rule, and what the summary has to say. */
export async function judgeLedger(db: Db, facts: Facts) {
  const nudges = await readNudges(db, facts.campaignId);
  const broken = [...facts.past].flatMap(([id, past]) =>
    judgeMember(facts, past, nudges.get(id) ?? []).map((rule) => `${id}: ${rule}`),
  );
  for (const id of nudges.keys()) if (!facts.past.has(id)) broken.push(`${id}: was not to get any`);
  const all = [...nudges.values()].flat();
  const pasts = [...facts.past];
  const reminded = pasts.filter(([id]) => nudges.has(id));
  return {
    broken: [...broken, ...judgePeaks(all)],
    nudges: all.length,
    deliveries: all.reduce((sum, { channels }) => sum + channels.length, 0),
    summary: {
      enrolled: pasts.length,
      reminded: reminded.length,
      answered: reminded.filter(([, past]) => past.snoozes.length > 0).length,
      lacking: pasts.filter(([, past]) => past.lacksAtEnd).length,
    },
  };
}
