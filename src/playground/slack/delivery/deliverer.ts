import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from '../journal.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import {
  type AppAnswer,
  type DeliveryKind,
  DeliveryTimeout,
  postSigned,
  type Retry,
  type SignedPost,
} from './signed-post.ts';
import type { SocketHub } from './socket-hub.ts';

export interface Delivery {
  kind: DeliveryKind;
  /** For the journal: `command /x`, `block_actions`, `event team_join`. */
  what: string;
  payload: JsonObject;
  retry?: Retry;
}

/** What people read in Slack when an app fails them, and what the next try says in `x-slack-retry-reason`. */
export type Failure =
  | { failure: 'operation_timeout'; reason: 'http_timeout' }
  | { failure: 'dispatch_failed'; reason: 'http_error' | 'connection_failed' };

export type Outcome =
  | { type: 'acknowledged'; status: number; body: unknown }
  | ({ type: 'failed'; status: number | null; wantsNoRetry: boolean } & Failure);

const TIMED_OUT: Outcome = {
  type: 'failed',
  failure: 'operation_timeout',
  reason: 'http_timeout',
  status: null,
  wantsNoRetry: false,
};
const UNREACHABLE: Outcome = { ...TIMED_OUT, failure: 'dispatch_failed', reason: 'connection_failed' };

const ENVELOPE_TYPE = { command: 'slash_commands', interaction: 'interactive', event: 'events_api' } as const;

/** What Socket Mode sends around a payload. */
function buildEnvelope({ kind, payload, retry }: Pick<Delivery, 'kind' | 'payload' | 'retry'>): JsonObject {
  return {
    payload,
    type: ENVELOPE_TYPE[kind],
    accepts_response_payload: kind === 'command' || payload['type'] === 'view_submission',
    ...(kind === 'event' && { retry_attempt: retry?.num ?? 0, retry_reason: retry ? 'timeout' : '' }),
  };
}

export interface DelivererOptions {
  signingSecret: string;
  sockets: SocketHub;
  journal: Journal;
  /** Slack waits three seconds. */
  timeoutMs: number;
  /** When an event that was not acknowledged is sent again: at once, after one minute, after five. */
  eventRetryDelaysMs: readonly number[];
}

/** Brings things to the app: by signed HTTP while there is a request URL, else over Socket Mode. */
export class Deliverer {
  requestUrl: string | null = null;
  readonly #options: DelivererOptions;
  readonly #duplicates = new Map<DeliveryKind, number>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(options: DelivererOptions) {
    this.#options = options;
  }

  /** The next `times` deliveries of this kind arrive twice, at the same moment. */
  duplicateNext(kind: DeliveryKind, times: number): void {
    this.#duplicates.set(kind, times);
  }

  /** Delivers once (or twice, on demand) and tells how it went. */
  async send(delivery: Delivery): Promise<Outcome> {
    const left = this.#duplicates.get(delivery.kind) ?? 0;
    if (left <= 0) return await this.#track(this.#sendOnce(delivery));
    this.#duplicates.set(delivery.kind, left - 1);
    const again = delivery.kind === 'event' ? { ...delivery, retry: { num: 1, reason: 'http_timeout' } } : delivery;
    const [outcome] = await this.#track(Promise.all([this.#sendOnce(delivery), this.#sendOnce(again)]));
    return outcome;
  }

  /** Delivers an event; returns after the first try, and tries again later in the background. */
  async sendEvent(delivery: Delivery): Promise<Outcome> {
    const outcome = await this.send(delivery);
    void this.#track(this.#retry(delivery, outcome));
    return outcome;
  }

  /** One POST as it is, for hostile tests; in Socket Mode one envelope around the body, which is then an object. */
  async post(post: SignedPost): Promise<AppAnswer> {
    const { signingSecret, sockets, timeoutMs } = this.#options;
    if (this.requestUrl !== null) return await postSigned(this.requestUrl, signingSecret, post, timeoutMs);
    const { kind, body, retry } = post;
    if (!isObject(body)) throw new Error('there is no request URL to post a text to');
    const ack = await sockets.ask(buildEnvelope({ kind, payload: body, ...(retry && { retry }) }), timeoutMs);
    if (ack?.type !== 'acknowledged') throw new DeliveryTimeout('the envelope was not acknowledged');
    return { status: 200, headers: {}, body: ack.payload === undefined ? '' : JSON.stringify(ack.payload) };
  }

  /** Waits until everything that is under way, retries included, has ended. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  close(): void {
    this.#closing.abort();
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work);
    const forget = (): void => {
      this.#running.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  async #retry(delivery: Delivery, first: Outcome): Promise<void> {
    let outcome = first;
    let num = 0;
    for (const ms of this.#options.eventRetryDelaysMs) {
      if (outcome.type === 'acknowledged' || outcome.wantsNoRetry || this.#closing.signal.aborted) return;
      try {
        await delay(ms, undefined, { signal: this.#closing.signal, ref: false });
      } catch {
        return; // The stand-in closes.
      }
      num += 1;
      outcome = await this.#sendOnce({ ...delivery, retry: { num, reason: outcome.reason } });
    }
  }

  async #sendOnce(delivery: Delivery): Promise<Outcome> {
    const start = performance.now();
    const outcome = this.requestUrl === null ? await this.#sendBySocket(delivery) : await this.#sendByHttp(delivery);
    this.#options.journal.add({
      direction: 'to-app',
      what: delivery.what,
      args: delivery.retry ? { ...delivery.payload, retry: delivery.retry } : delivery.payload,
      status: outcome.status,
      answer: outcome.type === 'acknowledged' ? outcome.body : outcome.failure,
      ms: performance.now() - start,
    });
    return outcome;
  }

  async #sendByHttp({ kind, payload, retry }: Delivery): Promise<Outcome> {
    try {
      const { status, headers, body } = await this.post({ kind, body: payload, ...(retry && { retry }) });
      if (status >= 200 && status < 300) return { type: 'acknowledged', status, body: parseJson(body) ?? body };
      const wantsNoRetry = headers['x-slack-no-retry'] === '1';
      return { type: 'failed', failure: 'dispatch_failed', reason: 'http_error', status, wantsNoRetry };
    } catch (error) {
      return error instanceof DeliveryTimeout ? TIMED_OUT : UNREACHABLE;
    }
  }

  async #sendBySocket(delivery: Delivery): Promise<Outcome> {
    const ack = await this.#options.sockets.ask(buildEnvelope(delivery), this.#options.timeoutMs);
    switch (ack?.type) {
      case 'acknowledged':
        return { type: 'acknowledged', status: 200, body: ack.payload ?? '' };
      case 'timeout':
        return TIMED_OUT;
      case 'closed':
      case undefined:
        return UNREACHABLE;
    }
  }
}
