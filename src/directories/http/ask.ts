import type { z } from 'zod';
import { type Failure, type Pace, Patience, untilAllowed } from '../patience.ts';
import { type Call, exchange } from './exchange.ts';
import { readDelay } from './limits.ts';
import { type Answer, inTrouble, overLimit, type Provider, refused, unreachable, unreadable } from './provider.ts';

function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** What keeps this answer from being used, and whether asking again may help; `null` when nothing does. */
function judge(provider: Provider, answer: Answer): Failure | null {
  const { status } = answer;
  if (status === 429 || (status === 503 && answer.headers.has('retry-after')) || provider.isLimit?.(answer) === true) {
    const afterMs = readDelay(answer);
    return afterMs === null ? { type: 'passing', error: overLimit(provider) } : { type: 'limited', afterMs };
  }
  if (status >= 500 || status === 408) return { type: 'passing', error: inTrouble(provider, answer) };
  if (status < 200 || status > 299) return null;
  const isReadable = answer.text.trim() === '' || parseJson(answer.text) !== null;
  return isReadable ? null : { type: 'passing', error: unreadable(provider, 'no JSON') };
}

async function tryOnce(provider: Provider, call: Call, silenceMs: number, signal: AbortSignal | undefined) {
  try {
    const answer = await exchange(call, silenceMs, signal);
    return judge(provider, answer) ?? { type: 'answered' as const, answer };
  } catch (error) {
    signal?.throwIfAborted();
    return { type: 'passing' as const, error: unreachable(provider, error) };
  }
}

/**
 * Asks until there is an answer: limits are waited for as long as the provider says, passing troubles (network, 5xx,
 * garbage, silence) are tried again. Refusals are answers. Throws a `DirectoryError` when the patience of `pace` ends,
 * and rejects when the signal aborts.
 */
export async function askPatiently(provider: Provider, call: Call, pace: Pace, signal?: AbortSignal): Promise<Answer> {
  const patience = new Patience(pace, provider.label);
  const bucket = provider.bucketOf?.(call.url) ?? call.url.host;
  for (;;) {
    await untilAllowed(provider, bucket, patience, signal);
    const outcome = await tryOnce(provider, call, pace.silenceMs, signal);
    if (outcome.type === 'answered') return outcome.answer;
    if (outcome.type === 'limited') await provider.pauses.extend(bucket, outcome.afterMs);
    await provider.wait(patience.delayAfter(outcome), signal);
  }
}

/** `value` in the shape that the provider documents; else throws `invalid_response`, which names the place only. */
export function check<Read>(provider: Pick<Provider, 'label'>, schema: z.ZodType<Read>, value: unknown): Read {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw unreadable(provider, read.error.issues[0]?.path.join('.') || 'its form');
}

export interface Asked<Read> {
  read: Read;
  answer: Answer;
}

/** Asks and reads the JSON of the answer. A refusal is thrown as a `DirectoryError` that says what to grant. */
export async function askJson<Read>(
  provider: Provider,
  call: Call,
  schema: z.ZodType<Read>,
  pace: Pace,
  signal?: AbortSignal,
): Promise<Asked<Read>> {
  const answer = await askPatiently(provider, call, pace, signal);
  if (answer.status < 200 || answer.status > 299) throw refused(provider, answer);
  return { read: check(provider, schema, parseJson(answer.text)?.value), answer };
}

/** As `askJson`, but `null` where the provider answers 404: there is no such account. */
export async function findJson<Read>(
  provider: Provider,
  call: Call,
  schema: z.ZodType<Read>,
  pace: Pace,
  signal?: AbortSignal,
): Promise<Read | null> {
  const answer = await askPatiently(provider, call, pace, signal);
  if (answer.status === 404) return null;
  if (answer.status < 200 || answer.status > 299) throw refused(provider, answer);
  return check(provider, schema, parseJson(answer.text)?.value);
}

/** Asks for a change whose answer does not matter. A refusal is thrown. */
export async function askForChange(provider: Provider, call: Call, pace: Pace): Promise<void> {
  const answer = await askPatiently(provider, call, pace);
  if (answer.status < 200 || answer.status > 299) throw refused(provider, answer);
}
