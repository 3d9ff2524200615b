/** Who got what: by the ledger, in Slack and in the mailbox. */
import { sql } from 'kysely';
import type { DatabaseHandle } from '../../../../src/db/database.ts';
import { toInstant } from '../../../../src/db/values.ts';
import type { Surroundings } from '../../../support/process.ts';
import { directTexts } from '../../../support/screen.ts';
import { MEMBERS, members } from './organization.ts';

/** What is left to be planned, read or sent at that moment. */
export async function readOpen({ db }: DatabaseHandle, now: Date) {
  const { rows } = await sql<{ [What in keyof typeof IDLE]: number | string | null }>`select
    (select count(*) from deliveries where state in ('due', 'sending')) as deliveries,
    (select max(last_error) from deliveries where state in ('due', 'sending')) as error,
    (select count(*) from readings where state in ('requested', 'running')) as readings,
    (select count(*) from campaign_members where next_due_at <= ${toInstant(now)}) as due,
    (select count(*) from campaign_members) as enrolled`.execute(db);
  const [{ error = null, ...counts } = {}] = rows;
  return { error, ...Object.fromEntries(Object.entries(counts).map(([what, count]) => [what, Number(count)])) };
}

export const IDLE = { error: null, deliveries: 0, readings: 0, due: 0, enrolled: MEMBERS };

interface Received {
  /** Reason, channel, when it was planned and when it was sent. */
  ledger: string[];
  messages: string[];
  /** By `Message-ID`: a copy that comes twice is one email. */
  mails: string[];
}

export async function whoGotWhat({ db }: DatabaseHandle, { slack, mailbox }: Surroundings) {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('reminders', 'reminders.id', 'deliveries.reminder_id')
    .innerJoin('members', 'members.id', 'deliveries.member_id')
    .select(['members.slack_user_id', 'reminders.reason', 'reminders.created_at', 'reminders.outcome'])
    .select(['deliveries.channel', 'deliveries.state', 'deliveries.sent_at'])
    .execute();
  const received = members.map(({ id, name }): [string, Received] => [
    id,
    {
      ledger: rows
        .filter(({ slack_user_id }) => slack_user_id === id)
        .map(describe)
        .sort(),
      messages: directTexts(slack, id),
      mails: [...new Map(mailbox.list(`${name}@example.com`).map((mail) => [mail.messageId, mail.subject])).values()],
    },
  ]);
  return Object.fromEntries(received);
}

function describe(row: { [Field in string]: string | null }): string {
  const { reason, created_at, outcome, channel, state, sent_at } = row;
  return [reason, channel, created_at, outcome, state, sent_at].join(' ');
}
