import { setTimeout as sleep } from 'node:timers/promises';
import { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import type { Logger } from '../../log.ts';
import { createSlackLogger } from '../slack-logger.ts';
import type { Dispatcher } from './dispatcher.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A peer that does not answer our close frame is not waited for. */
const CLOSE_WITHIN_MS = 2000;
const CALL_TIMEOUT_MS = 10_000;

export interface SocketMode {
  /** Resolves when Slack has said hello; rejects when the first connection cannot be made. */
  start(): Promise<void>;
  stop(): Promise<void>;
  isConnected(): boolean;
}

interface SocketModeDeps {
  appToken: string;
  apiUrl: string;
  dispatcher: Dispatcher;
  log: Logger;
}

const arrivalSchema = z.object({
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional(),
  retry_reason: z.string().optional(),
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === 'function'),
});

/**
 * Socket Mode with a reconnection of our own: the client's crashes the process when the network fails while it
 * reconnects, or when it is stopped between a reconnection and Slack's hello.
 */
export function createSocketMode({ appToken, apiUrl, dispatcher, log }: SocketModeDeps): SocketMode {
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: createSlackLogger(log),
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: CALL_TIMEOUT_MS },
  });
  const stopping = new AbortController();
  let connected = false;
  let loop: Promise<void> = Promise.resolve();

  client.on('slack_event', (event: unknown) => {
    const arrival = arrivalSchema.safeParse(event).data;
    if (arrival === undefined || stopping.signal.aborted) return;
    const { body, ack, retry_num: retryNum, retry_reason: retryReason } = arrival;
    void dispatcher.dispatch({
      body,
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
      acknowledge: ack,
      // What is not acknowledged is delivered again, or told to the person by Slack.
      refuse: () => {},
    });
  });

  const disconnect = async () => {
    await Promise.race([client.disconnect(), sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  };

  /** Connects, and resolves with a promise of the connection's end. */
  const connect = async (): Promise<{ gone: Promise<unknown> }> => {
    const gone = new Promise((resolve) => client.once('disconnected', resolve));
    try {
      await client.start();
    } catch (error) {
      // The client rejects with nothing at all when the socket closes before Slack's hello.
      throw error ?? new Error('Slack closed the connection before it said hello');
    }
    connected = true;
    if (stopping.signal.aborted) await disconnect();
    return { gone: gone.then(() => (connected = false)) };
  };

  const keepConnected = async (first: { gone: Promise<unknown> }) => {
    await first.gone;
    for (let pauseMs = 0; !stopping.signal.aborted; pauseMs = nextPause(pauseMs)) {
      try {
        await sleep(pauseMs, undefined, { signal: stopping.signal });
        const { gone } = await connect();
        pauseMs = 0;
        await gone;
      } catch (error) {
        if (!stopping.signal.aborted)
          log.warn({ err: error }, 'Slack could not be reached over Socket Mode; trying again');
      }
    }
  };

  return {
    start: async () => {
      loop = keepConnected(await connect());
    },
    stop: async () => {
      stopping.abort();
      await dispatcher.drain();
      await disconnect();
      await Promise.race([loop, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
    isConnected: () => connected,
  };
}

function nextPause(pauseMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pauseMs * 2));
}
