import { readinessPercent, type Tally } from '../../domain/readiness.ts';
import { members, people } from './counts.ts';

const BAR_WIDTH = 20;

/** `12 of 15 counted members have MFA on (80 %).` The number and its sign stay on one line. */
export function readinessSentence(tally: Tally): string {
  if (tally.counted === 0) return 'Nobody is counted yet.';
  if (tally.unknown === tally.counted)
    return `The MFA status of everybody is unknown (${members(tally.counted)} counted).`;
  if (tally.enabled === tally.counted) return `Everyone is ready: ${allHave(tally.counted)} MFA on (100\u00a0%).`;
  return `${tally.enabled} of ${tally.counted} counted members have MFA on (${readinessPercent(tally)}\u00a0%).`;
}

function allHave(counted: number): string {
  return counted === 1 ? 'the 1 counted member has' : `all ${counted} counted members have`;
}

/** Readiness as a bar of text. The number stands beside it in words, so it is never the only sign. */
export function readinessBar(tally: Tally): string {
  const full = Math.floor((readinessPercent(tally) * BAR_WIDTH) / 100);
  return '▰'.repeat(full) + '▱'.repeat(BAR_WIDTH - full);
}

/** Every number of the tally that is not zero, in the words of the design; guests apart. */
export function tallyLines(tally: Tally): string[] {
  return [
    `*Counted:* ${members(tally.counted)}`,
    `*MFA on:* ${tally.enabled}`,
    `*Missing:* ${tally.disabled}`,
    `*Unknown:* ${tally.unknown}`,
    `*Exempt:* ${tally.exempt}`,
    `*Pending:* ${tally.pending}`,
    ...(tally.sms.enabled === 0 ? [] : [`*Text messages only:* ${tally.sms.enabled} of those with MFA on`]),
    ...(tally.sms.disabled === 0
      ? []
      : [`*Text messages only,* which do not count here: ${tally.sms.disabled} of the missing`]),
    ...(tally.outOfScope === 0 ? [] : [`*Out of scope* (no account in a directory): ${tally.outOfScope}`]),
    ...(tally.guests.counted === 0
      ? []
      : [`*Guests among the counted:* ${tally.guests.counted}, of whom ${tally.guests.enabled} with MFA on`]),
  ];
}

/** Who is not ready, in one sentence; `null` when everyone is. */
export function missingSentence(tally: Tally): string | null {
  const parts = [
    ...(tally.disabled === 0 ? [] : [`${people(tally.disabled)} ${tally.disabled === 1 ? 'has' : 'have'} MFA off`]),
    ...(tally.unknown === 0 ? [] : [`the MFA status of ${people(tally.unknown)} is unknown`]),
  ];
  if (parts.length === 0) return null;
  const sentence = parts.join(', and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** What the last readings say about the direction. `null` when there are fewer than two. */
export function trendSentence(trend: readonly { counted: number; enabled: number }[]): string | null {
  const first = trend.at(0);
  const last = trend.at(-1);
  if (first === undefined || last === undefined || trend.length < 2) return null;
  const change = share(last) - share(first);
  const readings = `over the last ${trend.length} readings`;
  if (change === 0) return `Unchanged ${readings}.`;
  return `${change > 0 ? 'Up' : 'Down'} ${Math.abs(change)} percentage points ${readings}.`;
}

function share(point: { counted: number; enabled: number }): number {
  return point.counted === 0 ? 0 : Math.floor((100 * point.enabled) / point.counted);
}

const SPARKS = '▁▂▃▄▅▆▇█';
const SPARK_COUNT = 20;

/** The last readings as a small curve; the sentence beside it says the same in words. Nothing where nothing changed. */
export function sparkline(trend: readonly { counted: number; enabled: number }[]): string {
  const shown = trend.slice(-SPARK_COUNT);
  if (new Set(shown.map(share)).size < 2) return '';
  return shown
    .map((point) => SPARKS.charAt(Math.min(SPARKS.length - 1, Math.floor((share(point) * SPARKS.length) / 100))))
    .join('');
}
