/** Reminders by direct message on Redis with the ledger on SQLite, beside BullMQ and WebClient without a ledger. */
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { startRedis } from '../test/support/redis.ts';
import { alternate } from './status.ts';
import { type Child, startChild } from './support/child.ts';
import { musterSettings, withFolder } from './support/muster-settings.ts';
import { type Round, type Timed, withCpu } from './support/numbers.ts';
import type { Comparison } from './support/report.ts';

const COUNT = 2_000;
const POLL_MS = 5;

type Channels = 'known' | 'unknown';

export async function compareReminders(rounds: number): Promise<Comparison[]> {
  return withFolder(async (dataDir) => {
    const redis = await startRedis();
    const slack = await startChild('stand-in', { members: String(COUNT), lacking: 'all' });
    const apiUrl = await slack.ask<string>({ type: 'url' });
    const muster = await startChild('muster', musterSettings(dataDir, apiUrl, redis.url));
    const bare = await startChild('bare-bullmq', { redisUrl: redis.url, apiUrl });
    const ledger = new Sqlite(path.join(dataDir, 'muster.sqlite'), { readonly: true });
    try {
      await muster.ask({ type: 'counted', people: COUNT + 1 });
      const compare = async (channels: Channels, times: number): Promise<Comparison> => ({
        title: `${COUNT} reminders by direct message, Redis, ledger on SQLite (synchronous=FULL), channels ${channels}`,
        counted: 'Until the stand-in has every message, and the ledger has all as sent (bare: every job is completed).',
        unit: 'messages',
        target: 0.6,
        ...(await alternate(
          times,
          () => runMuster(muster, slack, ledger, channels),
          () => withCpu(bare, () => runBare(bare, slack, channels)),
        )),
      });
      return [await compare('known', rounds), await compare('unknown', Math.max(1, Math.floor(rounds / 2)))];
    } finally {
      ledger.close();
      await Promise.all([muster.stop(), bare.stop()]);
      await slack.stop();
      await redis.stop();
    }
  });
}

async function runMuster(muster: Child, slack: Child, ledger: Sqlite.Database, channels: Channels): Promise<Round> {
  const count = await muster.ask<number>({ type: 'plan', channels });
  await slack.ask({ type: 'expect', count });
  return withCpu(muster, () => deliver(muster, slack, ledger));
}

async function deliver(muster: Child, slack: Child, ledger: Sqlite.Database): Promise<Timed> {
  const startedAt = await muster.ask<number>({ type: 'wake' });
  const arrivals = await slack.ask<number[]>({ type: 'arrivals' });
  const open = ledger.prepare<[], { open: number }>("select count(*) as open from deliveries where state <> 'sent'");
  while ((open.get()?.open ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  return toRound(startedAt, performance.timeOrigin + performance.now(), arrivals);
}

async function runBare(bare: Child, slack: Child, channels: Channels): Promise<Timed> {
  await slack.ask({ type: 'expect', count: COUNT });
  const { startedAt, doneAt } = await bare.ask<{ startedAt: number; doneAt: number }>({ count: COUNT, channels });
  const arrivals = await slack.ask<number[]>({ type: 'arrivals' });
  return toRound(startedAt, doneAt, arrivals);
}

/** The latency of a message is how long after the wake-up it has arrived. */
function toRound(startedAt: number, doneAt: number, arrivals: readonly number[]): Timed {
  return {
    perSecond: (arrivals.length * 1000) / (doneAt - startedAt),
    latencies: arrivals.map((arrival) => arrival - startedAt),
  };
}
