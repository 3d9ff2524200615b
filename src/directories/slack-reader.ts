import type { WebClient } from '@slack/web-api';
import pTimeout from 'p-timeout';
import type { z } from 'zod';
import { type Pace, Patience, untilAllowed, type Waiting } from './patience.ts';
import { judgeFailure, type TokenSetting, unreadableAnswer } from './slack-failure.ts';

/** A client of Slack's that neither retries nor waits by itself, and whose token it has. */
export interface SlackReader extends Waiting {
  client: WebClient;
  setting: TokenSetting;
}

export interface SlackQuestion<Answer> {
  method: string;
  pace: Pace;
  /** `failures`: how often this page has failed so far. */
  args: (failures: number) => Record<string, unknown>;
  answer: z.ZodType<Answer>;
}

function callOnce<Answer>(
  { client }: SlackReader,
  { method, args, pace }: SlackQuestion<Answer>,
  failures: number,
  signal: AbortSignal | undefined,
) {
  const limits = { milliseconds: pace.silenceMs, message: `no answer within ${pace.silenceMs} ms` };
  return pTimeout(client.apiCall(method, args(failures)), { ...limits, ...(signal && { signal }) });
}

async function askUntilAnswered<Answer>(
  reader: SlackReader,
  question: SlackQuestion<Answer>,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const patience = new Patience(question.pace, 'Slack');
  for (;;) {
    signal?.throwIfAborted();
    await untilAllowed(reader, question.method, patience, signal);
    try {
      return await callOnce(reader, question, patience.failures, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = judgeFailure(error, reader.setting);
      if (failure.type === 'limited') await reader.pauses.extend(question.method, failure.afterMs);
      await reader.wait(patience.delayAfter(failure), signal);
    }
  }
}

/**
 * Calls one method of Slack's Web API. Rate limits are waited for and passing troubles tried again; else, and when the
 * answer does not have the documented shape, it throws a `DirectoryError`. Rejects when the signal aborts.
 */
export async function askSlack<Answer>(
  reader: SlackReader,
  question: SlackQuestion<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = question.answer.safeParse(await askUntilAnswered(reader, question, signal));
  if (answer.success) return answer.data;
  const where = answer.error.issues[0]?.path.join('.') ?? '';
  throw unreadableAnswer(`${question.method}: ${where}`, answer.error);
}
