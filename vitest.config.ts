import { defineConfig } from 'vitest/config';

const second = 1_000;

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: true,
    // Runs once for all projects, and provides to all.
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          pool: 'forks',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: 15 * second,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          pool: 'forks',
          include: ['test/integration/**/*.test.{ts,tsx}'],
          exclude: ['test/integration/process/**'],
          globalSetup: ['test/support/install-servers.ts'],
          testTimeout: 30 * second,
          hookTimeout: 60 * second,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'process',
          pool: 'forks',
          include: ['test/integration/process/**/*.test.ts'],
          globalSetup: ['test/support/install-servers.ts', 'test/support/build-when-stale.ts'],
          testTimeout: 90 * second,
          hookTimeout: 60 * second,
          // Each test has processes of its own.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          pool: 'forks',
          include: ['test/e2e/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/install-browser.ts'],
          testTimeout: 90 * second,
          hookTimeout: 90 * second,
          // A browser, a bot and a stand-in are enough for a small machine.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
