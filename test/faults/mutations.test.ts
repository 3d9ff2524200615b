import { expect, onTestFinished, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { drawTable, findTrouble, runHarness } from './harness.ts';
import { buildMutant, MUTANTS } from './mutants.ts';

/** Slow, because each of them must fail: `FAULT_MUTATIONS=1 npm run test:faults -- mutations`. */
const isAsked = process.env['FAULT_MUTATIONS'] !== undefined;

test.runIf(isAsked).for(MUTANTS)('the books do not balance with $name', { timeout: 3_600_000 }, async (mutant) => {
  const build = await buildMutant(mutant);
  onTestFinished(build.remove);
  // Not a multiple of a slice of 50: the last one is woken for by itself.
  const faults = FAULTS.filter(({ name }) => name === mutant.fault);
  const options = { runs: 3, reminders: 120, seed: 1, parallel: 1, settledWithinMs: 60_000 };
  const rows = await runHarness({ ...options, faults, program: build.program });
  process.stdout.write(`${mutant.name}\n${drawTable(rows)}\n`);
  expect(findTrouble(rows)).not.toEqual([]);
});

test.for(MUTANTS)('the code still has the place where it can be broken: $name', async (mutant) => {
  const build = await buildMutant(mutant);
  await build.remove();
});
