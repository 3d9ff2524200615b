import { cpus, totalmem } from 'node:os';
import { median, quantile, type Round } from './numbers.ts';

export interface Comparison {
  title: string;
  /** What is counted, in one line. */
  counted: string;
  unit: string;
  target: number;
  ours: readonly Round[];
  bare: readonly Round[];
}

/** The machine, since numbers mean nothing without it. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${gib} GiB, node ${process.version}, ${process.platform}`;
}

/** A small table. The ratio is the median over rounds that ran one after the other, so that noise hits both alike. */
export function printComparison({ title, counted, unit, target, ours, bare }: Comparison): void {
  const ratios = ours.map(({ perSecond }, index) => perSecond / (bare[index]?.perSecond ?? Number.NaN));
  const rows = [
    ['', `${unit}/s`, 'median ms', 'p99 ms', 'cpu ms each'],
    ['Muster', ...describe(ours)],
    ['bare', ...describe(bare)],
  ];
  const widths = [8, 14, 12, 10, 13];
  console.log(`\n${title}\n${counted}`);
  for (const row of rows) console.log(row.map((cell, index) => cell.padStart(widths[index] ?? 0)).join(' '));
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  console.log(`   ratio ${median(ratios).toFixed(2)} of the bare throughput, to reach: ${target} (rounds: ${each})`);
  console.log(`   ratio ${(cpuEach(bare) / cpuEach(ours)).toFixed(2)} by processor time`);
}

function cpuEach(rounds: readonly Round[]): number {
  return median(rounds.map(({ cpuMs }) => cpuMs));
}

function describe(rounds: readonly Round[]): string[] {
  const latencies = rounds.flatMap((round) => round.latencies);
  const throughput = median(rounds.map(({ perSecond }) => perSecond));
  return [
    throughput.toFixed(0),
    quantile(latencies, 0.5).toFixed(1),
    quantile(latencies, 0.99).toFixed(1),
    cpuEach(rounds).toFixed(2),
  ];
}
