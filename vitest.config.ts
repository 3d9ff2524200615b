import { defineConfig } from 'vitest/config';

const second = 1_000;

export default defineConfig({
  test: {
    pool: 'forks',
    allowOnly: false,
    passWithNoTests: true,
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/install-servers.ts'],
          testTimeout: 30 * second,
          hookTimeout: 60 * second,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/install-browser.ts'],
          testTimeout: 90 * second,
          hookTimeout: 90 * second,
          // A browser, a bot and a stand-in are enough for a small machine.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
