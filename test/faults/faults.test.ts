import { expect, test } from 'vitest';
import { drawTable, findTrouble, runHarness } from './harness.ts';

const { FAULT_RUNS, FAULT_REMINDERS, FAULT_SEED, FAULT_PARALLEL } = process.env;

test('whatever fails: everybody has exactly one direct message, and the books balance', {
  timeout: 12 * 3_600_000,
}, async () => {
  const options = {
    runs: Number(FAULT_RUNS ?? 30),
    reminders: Number(FAULT_REMINDERS ?? 100),
    seed: Number(FAULT_SEED ?? Date.now() % 1_000_000),
    parallel: Number(FAULT_PARALLEL ?? 4),
  };
  const rows = await runHarness(options);
  const repeat = `FAULT_SEED=${options.seed} FAULT_RUNS=${options.runs} FAULT_REMINDERS=${options.reminders} npm run test:faults`;
  process.stdout.write(`${drawTable(rows)}\n${repeat}\n`);
  expect(findTrouble(rows)).toEqual([]);
});
