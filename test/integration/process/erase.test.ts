import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createSurroundings, PEOPLE } from '../../support/muster.ts';
import { type Ended, runMuster, type Surroundings, startBot, terminal } from '../../support/process.ts';
import { PATIENCE_MS } from '../../support/screen.ts';

const { mia, max } = PEOPLE;

function ask<T>({ env }: Surroundings, query: string, ...values: string[]): T[] {
  const file = new Database(`${env.DATA_DIR}/muster.sqlite`, { readonly: true });
  try {
    return file
      .prepare<string[], T>(query)
      .pluck()
      .all(...values);
  } finally {
    file.close();
  }
}

/** A bot that had read everybody before Mia left, and has ended since. */
async function afterMiaLeft(): Promise<Surroundings> {
  const world = await createSurroundings();
  onTestFinished(() => world.close());
  const bot = await startBot(world);
  const state = ({ id }: { id: string }) => ask(world, 'select state from members where slack_user_id = ?', id)[0];
  await expect.poll(() => state(mia), { timeout: PATIENCE_MS }).toBe('active');
  await world.slack.leave(mia.id);
  await expect.poll(() => state(mia), { timeout: PATIENCE_MS }).toBe('deactivated');
  bot.kill('SIGTERM');
  await bot.ended;
  return world;
}

async function erase({ env }: Surroundings, member: string, word: string): Promise<Ended> {
  const run = runMuster(['erase', '--member', member], env, { wrap: terminal });
  await expect.poll(() => run.stdout(), { timeout: PATIENCE_MS }).toContain('Type ERASE');
  run.stdin?.write(`${word}\n`);
  return await run.ended;
}

/** In which files of the data folder the text stands, whatever they are: a page that was freed is still read by who steals the disk. */
async function filesWith({ env }: Surroundings, text: string): Promise<string[]> {
  const names = await readdir(env.DATA_DIR ?? '', { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_, index) => contents[index]?.includes(text));
}

test('`muster erase` forgets who has left, only for the typed word, and the audit trail stays whole', {
  timeout: 180_000,
}, async () => {
  const world = await afterMiaLeft();

  const withoutTerminal = await runMuster(['erase', '--member', mia.id], world.env).ended;
  expect(withoutTerminal).toMatchObject({ code: 2, stdout: '' });
  expect(withoutTerminal.stderr).toContain('needs a terminal');

  const nobody = await runMuster(['erase', '--member', 'nobody@example.com'], world.env, { wrap: terminal }).ended;
  expect(nobody.code).toBe(1);
  expect(nobody.stdout).toContain('There is nobody with the Slack id or address nobody@example.com here.');

  const stillHere = await erase(world, max.id, 'ERASE');
  expect(stillHere.code).toBe(1);
  expect(stillHere.stdout).toContain('Nothing was changed.');

  const wrongWord = await erase(world, 'mia@example.com', 'erase');
  expect(wrongWord.code).toBe(1);
  expect(wrongWord.stdout).toContain('Nothing was changed.');
  expect(await filesWith(world, 'mia@example.com')).not.toEqual([]);

  const right = await erase(world, 'mia@example.com', ' ERASE ');
  expect(right.code).toBe(0);
  expect(right.stdout).toContain('Erased. Backups that were made before still have this person.');
  expect(await filesWith(world, 'mia@example.com')).toEqual([]);
  expect(await filesWith(world, 'max@example.com')).not.toEqual([]);
  expect(await runMuster(['audit', 'verify'], world.env).ended).toMatchObject({ code: 0, stderr: '' });

  const again = await runMuster(['erase', '--member', 'mia@example.com'], world.env, { wrap: terminal }).ended;
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('There is nobody');
});
