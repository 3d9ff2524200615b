import { DateTime } from 'luxon';

/** How a moment is written: by Slack in the reader's zone, or as plain text in UTC. */
export type DateStyle = 'slack' | 'utc';

function utc(date: Date): string {
  return DateTime.fromJSDate(date, { zone: 'utc' }).toFormat("yyyy-MM-dd 'at' HH:mm 'UTC'");
}

/** A moment in mrkdwn, shown in the zone and the words ("yesterday") of the person who reads. */
export function slackDate(date: Date): string {
  return `<!date^${Math.floor(date.getTime() / 1000)}^{date_short_pretty} at {time}|${utc(date)}>`;
}

/** `slack` for blocks, `utc` for the top-level text and for plain text. */
export function writeDate(date: Date, style: DateStyle): string {
  return style === 'slack' ? slackDate(date) : utc(date);
}
