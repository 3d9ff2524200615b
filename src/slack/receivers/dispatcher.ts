import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import type { Logger } from '../../log.ts';
import { say } from '../messages/compose.ts';
import { ephemeral } from '../respond.ts';
import { information } from '../views/modal.ts';
import { type Admission, createAdmission, type Ticket } from './admission.ts';
import { watchLoopLag } from './loop-lag.ts';
import { isWellFormed } from './shape.ts';

/** Slack waits three seconds; what is not acknowledged by itself by then is acknowledged here. */
const ACKNOWLEDGE_WITHIN_MS = 2500;

/** Everything is acknowledged long before; what is lost is an answer, never work. */
const DRAIN_WITHIN_MS = 15_000;

const BUSY = say('Muster is very busy just now, so nothing was done. Please try again in a minute.');

/** What arrived, over HTTP or a socket. `acknowledge` is called exactly once. */
export interface Arrival {
  body: Record<string, unknown>;
  retryNum?: number;
  retryReason?: string;
  acknowledge(response: unknown): Promise<void> | void;
  /** Says that it was not taken, so that Slack tells the person, or delivers an event again. */
  refuse(): void;
}

export interface Dispatcher {
  /** Hands an arrival to Bolt. It never throws, and ends when the work behind it has ended. */
  dispatch(arrival: Arrival): Promise<void>;
  /** Waits for everything that is under way, but not for ever. */
  drain(): Promise<void>;
}

interface DispatcherDeps {
  app: Pick<App, 'processEvent'>;
  log: Logger;
  admission?: Admission;
}

/** Sees to it that every arrival is acknowledged in time and once, whatever its handler does. */
export function createDispatcher({ app, log, ...deps }: DispatcherDeps): Dispatcher {
  const lag = watchLoopLag();
  const admission = deps.admission ?? createAdmission(lag.readMs);
  const underWay = new Set<Promise<void>>();
  return {
    dispatch: async (arrival) => {
      const ticket = admission.admit();
      if (ticket === null) return await turnAway(arrival, log);
      const work = run(app, noteAnswer(arrival, ticket), log).finally(ticket.ended);
      underWay.add(work);
      await work;
      underWay.delete(work);
    },
    drain: async () => {
      lag.stop();
      await Promise.race([Promise.all(underWay), sleep(DRAIN_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

function noteAnswer(arrival: Arrival, ticket: Ticket): Arrival {
  return {
    ...arrival,
    acknowledge: async (response) => {
      ticket.answered();
      await arrival.acknowledge(response);
    },
  };
}

/** Nothing is looked up or written for it, so that it costs next to nothing. */
async function turnAway(arrival: Arrival, log: Logger): Promise<void> {
  const { body } = arrival;
  log.warn({ type: body['type'] ?? 'command' }, 'more arrived than can be answered in time: one was turned away');
  if (body['command'] !== undefined) return await acknowledgeOnce(arrival, log)(ephemeral(BUSY));
  if (body['type'] !== 'view_submission') return arrival.refuse();
  await acknowledgeOnce(arrival, log)({ response_action: 'update', view: information('Muster', BUSY) });
}

async function run(app: Pick<App, 'processEvent'>, arrival: Arrival, log: Logger): Promise<void> {
  const ack = acknowledgeOnce(arrival, log);
  const timer = setTimeout(() => void ack(), ACKNOWLEDGE_WITHIN_MS);
  const { body, retryNum, retryReason } = arrival;
  try {
    if (!isWellFormed(body)) return log.warn('something malformed arrived, and nothing was done');
    if (!isEventWhole(body)) return log.warn('an event without a type was left alone');
    await app.processEvent({
      body,
      ack,
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
  } catch (error) {
    log.error({ err: error }, 'something that Slack sent could not be handled');
  } finally {
    clearTimeout(timer);
    await ack();
  }
}

/** Bolt asks for nothing of what it reads in an event, and throws on anything else. */
function isEventWhole({ event }: Record<string, unknown>): boolean {
  if (event === undefined) return true;
  return typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string';
}

function acknowledgeOnce(arrival: Arrival, log: Logger) {
  let acknowledged = false;
  return async (response?: unknown): Promise<void> => {
    if (acknowledged) return;
    acknowledged = true;
    try {
      await arrival.acknowledge(response);
    } catch (error) {
      log.warn({ err: error }, 'an acknowledgement did not reach Slack');
    }
  };
}
