import { DirectoryError } from '../../ports.ts';
import type { Waiting } from '../patience.ts';

/** One answer, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Who is asked over HTTP, and what its answers mean. */
export interface Provider extends Waiting {
  /** As people call it. */
  label: string;
  /** The setting with its address, for sentences. */
  addressSetting: string;
  /** A refusal as a sentence that says what to grant; `null` where the status says nothing special here. */
  explain(answer: Answer): string | null;
  /** What is limited apart from the rest; absent: each host. */
  bucketOf?(url: URL): string;
  /** Whether an answer other than 429 is a rate limit. */
  isLimit?(answer: Answer): boolean;
}

export function refused(provider: Provider, answer: Answer): DirectoryError {
  const elsewhere = `${provider.label} was not reached, but something that answers with HTTP status ${answer.status}. Check ${provider.addressSetting} and the proxies on the way.`;
  return new DirectoryError(`http_${answer.status}`, provider.explain(answer) ?? elsewhere);
}

/** The provider said no, rather than nothing: asking again helps nothing until somebody grants something. */
export function isRefusal(error: unknown): error is DirectoryError {
  return error instanceof DirectoryError && /^http_4\d\d$/.test(error.code);
}

export function inTrouble({ label }: Provider, { status }: Answer): DirectoryError {
  const sentence = `${label} has trouble at the moment (HTTP status ${status}). Please try again in a few minutes.`;
  return new DirectoryError(`http_${status}`, sentence);
}

export function unreachable({ label }: Provider, cause: unknown): DirectoryError {
  const sentence = `${label} could not be reached. Check the network of Muster, then try again.`;
  return new DirectoryError('request_failed', sentence, { cause });
}

export function overLimit({ label }: Provider): DirectoryError {
  const sentence = `${label} limits how often Muster may ask, and does not say for how long. Please try again in a few minutes.`;
  return new DirectoryError('ratelimited', sentence);
}

/** `detail`: the place in the answer, never its content. */
export function unreadable({ label }: Pick<Provider, 'label'>, detail: string): DirectoryError {
  const sentence = `${label} sent an answer that Muster does not understand (${detail}). Please try again in a few minutes.`;
  return new DirectoryError('invalid_response', sentence);
}
