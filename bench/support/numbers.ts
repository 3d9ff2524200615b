/** The value below which the share `part` (0 to 1) of the samples lies. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** What one contender did in one round. */
export interface Round {
  perSecond: number;
  /** Of each request or message, in milliseconds. */
  latencies: readonly number[];
  /** Processor time of the contender per request or message. */
  cpuMs: number;
}

export type Timed = Omit<Round, 'cpuMs'>;

/** One round with the processor time that the contender took for it. */
export async function withCpu(contender: { cpuMs(): Promise<number> }, run: () => Promise<Timed>): Promise<Round> {
  const before = await contender.cpuMs();
  const round = await run();
  return { ...round, cpuMs: ((await contender.cpuMs()) - before) / round.latencies.length };
}
