/** `/mfa status` over signed HTTP, beside a Bolt app that acknowledges with a constant. */
import { startRedis } from '../test/support/redis.ts';
import { startChild } from './support/child.ts';
import { runLoad } from './support/load.ts';
import { musterSettings, withFolder } from './support/muster-settings.ts';
import { type Round, withCpu } from './support/numbers.ts';
import type { Comparison } from './support/report.ts';
import { memberId, OWNER_ID } from './support/workspace.ts';

const MEMBERS = 200;
const CONNECTIONS = 16;
/** People with `view`, who ask in turn. */
const VIEWERS = 50;
const REQUESTS = 3_000;

export async function compareStatus(rounds: number): Promise<Comparison> {
  return withFolder(async (dataDir) => {
    const redis = await startRedis();
    const slack = await startChild('stand-in', { members: String(MEMBERS) });
    const apiUrl = await slack.ask<string>({ type: 'url' });
    const muster = await startChild('muster', musterSettings(dataDir, apiUrl, redis.url));
    const bare = await startChild('bare-bolt');
    try {
      const port = await muster.ask<number>({ type: 'port' });
      await muster.ask({ type: 'counted', people: MEMBERS + 1 });
      const requestUrl = `http://127.0.0.1:${port}/slack/events`;
      const people = Array.from({ length: VIEWERS }, (_, index) => memberId(index));
      for (const person of people)
        await slack.ask({ type: 'grant', requestUrl, by: OWNER_ID, text: `grant <@${person}> view` });
      const load = { requests: REQUESTS, connections: CONNECTIONS, people };
      const ours = { ...load, port, expected: `of ${MEMBERS + 1} counted members have MFA on` };
      const theirs = { ...load, port: await bare.ask<number>(null), expected: 'MFA is not enforced.' };
      const measured = await alternate(
        rounds,
        () => withCpu(muster, () => runLoad(ours, 'status')),
        () => withCpu(bare, () => runLoad(theirs, 'status')),
      );
      return {
        title: `/mfa status in an organization of ${MEMBERS + 1}, ${CONNECTIONS} connections, SQLite`,
        counted: 'Signed requests whose acknowledgement is 200 and carries the answer; beside Bolt with a constant.',
        unit: 'answers',
        target: 0.7,
        ...measured,
      };
    } finally {
      await Promise.all([slack.stop(), muster.stop(), bare.stop()]);
      await redis.stop();
    }
  });
}

/** A B A B, after one round of each that warms up and is not counted. */
export async function alternate(
  rounds: number,
  runOurs: () => Promise<Round>,
  runBare: () => Promise<Round>,
): Promise<{ ours: Round[]; bare: Round[] }> {
  await runOurs();
  await runBare();
  const measured: { ours: Round[]; bare: Round[] } = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    measured.ours.push(await runOurs());
    measured.bare.push(await runBare());
  }
  return measured;
}
