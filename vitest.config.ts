import { defineConfig } from 'vitest/config';

const second = 1_000;

/** Far more than it takes, even on a busy machine: a limit is for what hangs, and costs nothing else. */
const PATIENT = {
  pool: 'forks',
  expect: { poll: { timeout: 60 * second } },
  testTimeout: 180 * second,
  hookTimeout: 180 * second,
} as const;

/** They measure how quick something is, or need the whole machine, so nothing else may run. */
const ALONE = [
  'test/e2e/many.test.ts',
  'test/e2e/story.test.ts',
  'test/integration/process/campaign-restarted.test.ts',
  'test/integration/process/overload.test.ts',
];

/** Files that mostly wait: for processes, leases, or a browser. */
const WAITING = { maxWorkers: 3 } as const;

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: true,
    // Runs once for all projects, and provides to all.
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        test: {
          ...PATIENT,
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...PATIENT,
          ...WAITING,
          name: 'integration',
          include: ['test/integration/**/*.test.{ts,tsx}'],
          exclude: ['test/integration/process/**'],
          globalSetup: ['test/support/install-servers.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          ...WAITING,
          name: 'process',
          include: ['test/integration/process/**/*.test.ts'],
          exclude: ALONE,
          globalSetup: ['test/support/install-servers.ts', 'test/support/build-when-stale.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...PATIENT,
          ...WAITING,
          name: 'e2e',
          include: ['test/e2e/**/*.test.{ts,tsx}'],
          exclude: ALONE,
          globalSetup: ['test/support/install-browser.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...PATIENT,
          ...WAITING,
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/support/install-servers.ts', 'test/support/build-when-stale.ts'],
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: 'alone',
          include: ALONE,
          globalSetup: [
            'test/support/install-browser.ts',
            'test/support/install-servers.ts',
            'test/support/build-when-stale.ts',
          ],
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
