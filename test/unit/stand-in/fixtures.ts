import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Recorded data of Slack; tests that need it are skipped with this title where it is missing. */
const FIXTURES = process.env['SLACK_FIXTURES_DIR'] ?? '';
export const hasFixtures = FIXTURES !== '' && existsSync(FIXTURES);
export const needsFixtures = hasFixtures ? '' : ' (skipped: SLACK_FIXTURES_DIR is not set)';

export function readFixture(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, ...path), 'utf8'));
}

export function listFixtures(...path: string[]): string[] {
  return hasFixtures ? readdirSync(join(FIXTURES, ...path)).filter((name) => name.endsWith('.json')) : [];
}

export const errorsOfMethod = z.object({ errors: z.record(z.string(), z.unknown()) });
