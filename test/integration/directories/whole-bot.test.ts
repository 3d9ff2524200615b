import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { okta } from '../../support/directories/okta-server.ts';
import { buildPeople } from '../../support/directories/provider-server.ts';
import { type Muster, startMuster } from '../../support/muster.ts';
import { ask } from '../../support/state.ts';
import { eventually } from '../../support/wait.ts';

/** How each reading of a directory ended, oldest first. */
const readingsOf = (muster: Muster, directory: string) =>
  ask(muster, (db) =>
    db
      .selectFrom('readings')
      .select(['state', 'failure'])
      .where('directory', '=', directory)
      .where('state', 'not in', ['requested', 'running'])
      .orderBy('requested_at')
      .execute(),
  );

test('the bot reads the directories that are listed, and a file anew when it changes', {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-csv-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'people.csv');
  writeFileSync(file, 'email,name,mfa\nann@example.org,Ann,disabled\n');
  const { server } = await okta.start(buildPeople(3));
  const env = { DIRECTORIES: 'okta,csv', CSV_FILE: file, OKTA_API_URL: server.address, OKTA_API_TOKEN: okta.token };
  const muster = await startMuster({ env });
  const untilLatest = (directory: string, expected: object) =>
    eventually(async () => expect((await readingsOf(muster, directory)).at(-1)).toMatchObject(expected));

  await untilLatest('okta', { state: 'completed' });
  await untilLatest('csv', { state: 'completed' });

  writeFileSync(file, 'email,name,mfa\nann@example.org,Ann,perhaps\n');
  const failure = expect.stringContaining('line 2 (mfa must be enabled, disabled or unknown)');
  await untilLatest('csv', { state: 'failed', failure });

  writeFileSync(file, 'email,name,mfa\nann@example.org,Ann,enabled\n');
  await untilLatest('csv', { state: 'completed' });
});
