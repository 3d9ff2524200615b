import { z } from 'zod';
import { DirectoryError } from '../ports.ts';
import { FOR_A_PASS, WHILE_SOMEBODY_WAITS } from './patience.ts';
import { askSlack, type SlackQuestion, type SlackReader } from './slack-reader.ts';
import { type SlackUser, slackUserSchema } from './slack-user.ts';

const cursorShape = { response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish() };
type WithCursor = { response_metadata?: { next_cursor?: string | null | undefined } | null | undefined };

/** Every page of a method with a cursor (docs.slack.dev/apis/web-api/pagination). A cursor that comes back is an error. */
async function* readPages<Page extends WithCursor>(
  reader: SlackReader,
  question: SlackQuestion<Page>,
  signal?: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  const seen = new Set<string>();
  let cursor = '';
  do {
    const from = cursor === '' ? {} : { cursor };
    const args = (failures: number) => ({ ...question.args(failures), ...from });
    const page = await askSlack(reader, { ...question, args }, signal);
    yield page;
    cursor = page.response_metadata?.next_cursor ?? '';
    if (seen.has(cursor)) {
      const sentence = 'Slack sent Muster in a circle through its list of people. Please try again in a few minutes.';
      throw new DirectoryError('cursor_repeated', sentence);
    }
    seen.add(cursor);
  } while (cursor !== '');
}

/**
 * Slack recommends 200 and allows 1,000 at a time, and 20 calls a minute that the roster and the directory share:
 * with 500 both of them read 5,000 people within one minute. A page that failed is asked for again in the size that
 * Slack recommends.
 */
const PAGE_SIZE = 500;
const CAREFUL_PAGE_SIZE = 200;

const usersPage = z.object({ ...cursorShape, members: z.array(slackUserSchema) });

/** Everybody in `users.list`, page by page, each once even if the list moves while it is read. */
export async function* listUsers(
  reader: SlackReader,
  signal?: AbortSignal,
): AsyncGenerator<readonly SlackUser[], void, undefined> {
  const args = (failures: number) => ({ limit: failures === 0 ? PAGE_SIZE : CAREFUL_PAGE_SIZE });
  const seen = new Set<string>();
  const question = { method: 'users.list', pace: FOR_A_PASS, args, answer: usersPage };
  for await (const { members } of readPages(reader, question, signal)) {
    yield members.filter(({ id }) => !seen.has(id) && seen.add(id));
  }
}

/** What `request` gives, or `null` when Slack's answer is one of `codes`. */
async function nullOn<Result>(codes: readonly string[], request: Promise<Result>): Promise<Result | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof DirectoryError && codes.includes(error.code)) return null;
    throw error;
  }
}

const userAnswer = z.object({ user: slackUserSchema });

/** One person by `users.info`; `null` when Slack does not know them or does not show them. */
export async function readUser(reader: SlackReader, user: string): Promise<SlackUser | null> {
  const question = { method: 'users.info', pace: WHILE_SOMEBODY_WAITS, args: () => ({ user }), answer: userAnswer };
  const found = await nullOn(['user_not_found', 'user_not_visible'], askSlack(reader, question));
  return found?.user ?? null;
}

const groupPage = z.object({ ...cursorShape, users: z.array(z.string()) });

async function collectGroup(reader: SlackReader, usergroup: string): Promise<string[]> {
  const ids: string[] = [];
  const question = {
    method: 'usergroups.users.list',
    pace: WHILE_SOMEBODY_WAITS,
    args: () => ({ usergroup }),
    answer: groupPage,
  };
  for await (const { users } of readPages(reader, question)) ids.push(...users);
  return ids;
}

/** The ids in a user group; none when it is gone or disabled, or when the workspace's plan has no groups. */
export async function listGroup(reader: SlackReader, usergroup: string): Promise<string[]> {
  const gone = ['no_such_subteam', 'subteam_disabled', 'plan_upgrade_required'];
  return (await nullOn(gone, collectGroup(reader, usergroup))) ?? [];
}

/** docs.slack.dev/reference/methods/dnd.teamInfo: of at most 50 people at once. */
const UNDISTURBED_AT_ONCE = 50;
const dndAnswer = z.object({
  users: z.record(
    z.string(),
    z.object({ dnd_enabled: z.boolean(), next_dnd_start_ts: z.number(), next_dnd_end_ts: z.number() }).partial(),
  ),
});

/** Until when, for those of these people who are on do-not-disturb now. */
export async function listUndisturbed(
  reader: SlackReader,
  slackUserIds: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const found = new Map<string, Date>();
  const seconds = now.getTime() / 1_000;
  for (let start = 0; start < slackUserIds.length; start += UNDISTURBED_AT_ONCE) {
    const users = slackUserIds.slice(start, start + UNDISTURBED_AT_ONCE).join(',');
    const pace = WHILE_SOMEBODY_WAITS;
    const answer = await askSlack(reader, { method: 'dnd.teamInfo', pace, args: () => ({ users }), answer: dndAnswer });
    for (const [id, { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 }] of Object.entries(answer.users)) {
      const isOn = dnd_enabled === true && next_dnd_start_ts <= seconds && next_dnd_end_ts > seconds;
      if (isOn) found.set(id, new Date(next_dnd_end_ts * 1_000));
    }
  }
  return found;
}
