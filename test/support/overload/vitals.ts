import { setTimeout as pause } from 'node:timers/promises';

export interface Vitals {
  /** In the queues. */
  jobs: number;
  /** Due in the ledger. */
  deliveries: number;
  residentMb: number;
}

/** What `/metrics` says of the bot at this address. */
export async function readVitals(url: string): Promise<Vitals> {
  const text = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text();
  const sum = (line: RegExp) => [...text.matchAll(line)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    jobs: sum(/^muster_jobs\{.*\} (\S+)$/gm),
    deliveries: sum(/^muster_deliveries\{state="due"\} (\S+)$/gm),
    residentMb: Math.round(sum(/^process_resident_memory_bytes (\S+)$/gm) / 2 ** 20),
  };
}

/** Looks at the bot every second until it is told to stop; answers the most of each that it saw. */
export function watchVitals(url: string): { stop(): Promise<Vitals> } {
  const stopping = new AbortController();
  let most: Vitals = { jobs: 0, deliveries: 0, residentMb: 0 };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const now = await readVitals(url).catch(() => most);
      most = {
        jobs: Math.max(most.jobs, now.jobs),
        deliveries: Math.max(most.deliveries, now.deliveries),
        residentMb: Math.max(most.residentMb, now.residentMb),
      };
      await pause(1_000, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
      return most;
    },
  };
}
