import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { expectDirect, expectModal, expectPrivate, modalOf, readText } from '../../support/screen.ts';

const { olivia, oscar, ada, mia } = PEOPLE;
const READY = [olivia, oscar, ada].map(({ name }) => `${name}@example.com,${name},enabled`);

async function write(file: string, rows: readonly string[]): Promise<void> {
  await writeFile(file, ['email,name,mfa', ...rows, ''].join('\n'));
}

async function start(rows: readonly string[]): Promise<{ muster: Muster; file: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-csv-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'people.csv');
  await write(file, rows);
  const muster = await startMuster({ env: { DIRECTORIES: 'csv', CSV_FILE: file } });
  await expect
    .poll(async () => {
      await muster.slack.as(olivia.id).command('/mfa', 'status');
      return muster.slack.lookAt(olivia.id).ephemerals.at(-1)?.text ?? '';
    })
    .toMatch(/counted members have MFA on/);
  return { muster, file };
}

async function tryToEnforce({ slack }: Muster): Promise<void> {
  await slack.as(olivia.id).command('/mfa', 'enforce');
  await expectModal(slack, olivia.id, /mandatory/i);
  await slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
}

test('an account is matched to the one person in Slack with its email; one that matches nobody is a member of its own', {
  timeout: 300_000,
}, async () => {
  const { muster, file } = await start([
    ...READY,
    'MIA@example.com,Mia,disabled',
    'contractor@elsewhere.example,Casey Contractor,disabled',
  ]);
  const { slack, mailbox } = muster;

  await tryToEnforce(muster);
  const refusal = await expectModal(slack, olivia.id, /2 people still need to turn MFA on/);
  expect(refusal).toContain(mia.id);
  expect(refusal).toContain('Casey Contractor');

  // Each is reminded where they can be reached.
  await slack.as(olivia.id).press('modal', { action_id: ACTIONS.remindMissing });
  await expectDirect(slack, mia.id, /turn on/i);
  for (const address of ['mia@example.com', 'contractor@elsewhere.example']) {
    await expect.poll(() => mailbox.list(address).length).toBe(1);
  }

  // Whoever left the directory is gone when a second complete pass lacks them too; the others are ready.
  await write(file, [...READY, 'mia@example.com,Mia,enabled']);
  await expect
    .poll(
      async () => {
        if (modalOf(slack, olivia.id) !== undefined) await slack.as(olivia.id).close('modal', { all: true });
        await tryToEnforce(muster);
        await expectModal(slack, olivia.id, /stays as it was|enforcement is on|MFA is now mandatory/i);
        return readText(modalOf(slack, olivia.id)?.blocks);
      },
      { timeout: 60_000, interval: 500 },
    )
    .toMatch(/enforcement is on|MFA is now mandatory/i);
  await slack.as(olivia.id).command('/mfa', 'status');
  await expectPrivate(slack, olivia.id, /^MFA enforcement is on since/);
});
