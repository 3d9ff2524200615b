import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';

const fixturesDir = process.env['SLACK_FIXTURES_DIR'];

/** A `describe` that needs Slack's recorded data; it is skipped, and says why, while `SLACK_FIXTURES_DIR` is unset. */
export function describeWithFixtures(title: string, body: () => void): void {
  if (fixturesDir) {
    describe(title, body);
  } else {
    process.stderr.write(`Skipped, as SLACK_FIXTURES_DIR is not set: ${title}\n`);
    describe(title, () => test.skip('skipped: SLACK_FIXTURES_DIR is not set', () => undefined));
  }
}

/** The absolute path of a file or folder of the fixtures. */
function fixturePath(name: string): string {
  if (!fixturesDir) throw new Error('SLACK_FIXTURES_DIR is not set: use describeWithFixtures');
  return path.resolve(fixturesDir, name);
}

/** A JSON file of the fixtures, to be parsed by whoever reads it. */
export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(fixturePath(name), 'utf8'));
}

/** The JSON files in and below a folder of the fixtures, as names for `readFixture`, sorted. */
export function listFixtures(folder: string): string[] {
  const names = readdirSync(fixturePath(folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => path.join(folder, name));
}
