import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import pTimeout from 'p-timeout';
import type { z } from 'zod';
import { DirectoryError } from '../ports.ts';
import { judgeFailure, type SlackFailure, type TokenSetting, unreadableAnswer } from './slack-failure.ts';

/** Waits, and rejects as soon as the signal aborts. */
export type Wait = (delayMs: number, signal: AbortSignal | undefined) => Promise<void>;

/** A client of Slack's that neither retries nor waits by itself, and whose token it has. */
export interface SlackReader {
  client: WebClient;
  setting: TokenSetting;
  wait: Wait;
}

/** How much patience one page gets. */
export interface Pace {
  /** The waits between its tries; after the last the question has failed. */
  backoffMs: readonly number[];
  /** What it may wait for rate limits in all. */
  maxLimitedMs: number;
  /** How long a call may stay without an answer: some servers accept it and never give one. */
  silenceMs: number;
}

/** Slack asks for up to a minute at a time; nobody waits for a pass in front of a screen. */
export const FOR_A_PASS: Pace = { backoffMs: [1_000, 4_000, 15_000], maxLimitedMs: 5 * 60_000, silenceMs: 30_000 };
export const WHILE_SOMEBODY_WAITS: Pace = { backoffMs: [500], maxLimitedMs: 3_000, silenceMs: 5_000 };

export interface SlackQuestion<Answer> {
  method: string;
  pace: Pace;
  /** `failures`: how often this page has failed so far. */
  args: (failures: number) => Record<string, unknown>;
  answer: z.ZodType<Answer>;
}

/** A rate limit that says zero would be asked in a tight circle. */
const MIN_LIMITED_MS = 1_000;
export const waitForReal: Wait = async (delayMs, signal) => {
  await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
};

function callOnce<Answer>(
  { client }: SlackReader,
  { method, args, pace }: SlackQuestion<Answer>,
  failures: number,
  signal: AbortSignal | undefined,
) {
  const limits = { milliseconds: pace.silenceMs, message: `no answer within ${pace.silenceMs} ms` };
  return pTimeout(client.apiCall(method, args(failures)), { ...limits, ...(signal && { signal }) });
}

/** Counts what one page has cost so far, and says how long to wait before it is asked for again. */
class Patience {
  failures = 0;
  #limitedMs = 0;
  readonly #pace: Pace;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  delayAfter(failure: SlackFailure): number {
    switch (failure.type) {
      case 'final':
        throw failure.error;
      case 'passing':
        return this.#backOff(failure.error);
      case 'limited':
        return this.#obeyLimit(Math.max(failure.afterMs, MIN_LIMITED_MS));
    }
  }

  #backOff(error: DirectoryError): number {
    const delayMs = this.#pace.backoffMs[this.failures];
    if (delayMs === undefined) throw error;
    this.failures += 1;
    return delayMs;
  }

  #obeyLimit(delayMs: number): number {
    this.#limitedMs += delayMs;
    if (this.#limitedMs <= this.#pace.maxLimitedMs) return delayMs;
    const sentence =
      'Slack limits how often Muster may ask, for longer than Muster waits. Please try again in a few minutes.';
    throw new DirectoryError('ratelimited', sentence);
  }
}

async function askUntilAnswered<Answer>(
  reader: SlackReader,
  question: SlackQuestion<Answer>,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const patience = new Patience(question.pace);
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await callOnce(reader, question, patience.failures, signal);
    } catch (error) {
      signal?.throwIfAborted();
      await reader.wait(patience.delayAfter(judgeFailure(error, reader.setting)), signal);
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
