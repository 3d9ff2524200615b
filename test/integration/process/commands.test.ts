import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { FIELDS } from '../../../src/slack/ids.ts';
import { createSurroundings, PEOPLE } from '../../support/muster.ts';
import { crash, type Env, runMuster, type Surroundings, startBot, terminal } from '../../support/process.ts';
import { expectDirect, expectModal, PATIENCE_MS } from '../../support/screen.ts';

const { olivia, oscar } = PEOPLE;
const READY = Object.values(PEOPLE).map((person) => ({ ...person, has_2fa: true }));

async function surroundings() {
  const world = await createSurroundings({ people: READY });
  onTestFinished(() => world.close());
  return world;
}

async function enforce({ slack }: Surroundings): Promise<void> {
  const open = async () => {
    await slack.as(olivia.id).command('/mfa', 'enforce');
    return slack.lookAt(olivia.id).modals.length;
  };
  await expect.poll(open, { timeout: PATIENCE_MS, interval: 500 }).toBe(1);
  await slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
  await expectModal(slack, olivia.id, /MFA is now mandatory|enforcement is (now )?on/i);
}

function openFile({ env }: Surroundings): Database.Database {
  const file = new Database(`${env.DATA_DIR}/muster.sqlite`);
  onTestFinished(() => void file.close());
  return file;
}

function stateOf(world: Surroundings): unknown {
  return openFile(world).prepare('select state from enforcements').pluck().get();
}

describe('muster migrate', () => {
  test('status, up, status, down, up again', async () => {
    const { env } = await surroundings();
    const migrate = (...args: string[]) => runMuster(['migrate', ...args], env).ended;
    const lines = ({ stdout }: { stdout: string }) => stdout.trim().split('\n');
    const before = lines(await migrate('status'));
    expect(before.every((line) => line.startsWith('pending '))).toBe(true);
    expect(lines(await migrate('up'))).toHaveLength(before.length);
    expect(await migrate('up')).toMatchObject({ code: 0, stdout: 'Already up to date.\n', stderr: '' });
    const after = lines(await migrate('status'));
    expect(after.every((line) => /^\d{4}-\d\d-\d\dT\S+Z {2}\d{4}_\w+$/.test(line))).toBe(true);
    expect(lines(await migrate('down'))).toHaveLength(1);
    expect(lines(await migrate('status')).filter((line) => line.startsWith('pending '))).toHaveLength(1);
    expect(lines(await migrate('down', '--all'))).toHaveLength(before.length - 1);
    expect(lines(await migrate('up'))).toHaveLength(before.length);
  });
});

const eventSchema = z.looseObject({ sequence: z.number(), type: z.string(), hash: z.string() });

describe('muster audit', () => {
  test('exports JSON lines and CSV, verifies, and detects an event that was changed', {
    timeout: 180_000,
  }, async () => {
    const world = await surroundings();
    await startBot(world);
    await enforce(world);
    const audit = (...args: string[]) => runMuster(['audit', ...args], world.env).ended;

    const events = (await audit('export')).stdout
      .trim()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line)));
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['enforce.requested', 'enforcement.on']));
    const csv = await audit('export', '--format', 'csv');
    expect(csv.stdout.split('\n')[0]).toMatch(/^sequence,at,type,/);
    expect(csv.stdout.trim().split('\n')).toHaveLength(events.length + 1);
    for (const { name } of READY) expect(csv.stdout).not.toContain(`${name}@`);
    expect(await audit('verify')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining(`${events.length} events`),
    });

    const file = openFile(world);
    expect(() => file.exec("update audit_events set source = 'nobody'")).toThrow(/append-only/);
    file.exec('drop trigger audit_events_frozen');
    file.exec("update audit_events set source = 'nobody' where sequence = 2");
    const tampered = await audit('verify');
    expect(tampered).toMatchObject({ code: 1, stdout: '' });
    expect(tampered.stderr).toMatch(/^The audit trail of Acme is broken at event 2: .+\.\n$/);

    file.exec('drop trigger audit_events_kept');
    file.exec(`delete from audit_events where sequence = ${events.length}`);
    file.exec("update audit_events set source = 'slack:modal' where sequence = 2");
    expect((await audit('verify')).stderr).toContain(`broken at event ${events.length}: it is missing`);
  });

  test('an export whose reader goes away ends quietly', async () => {
    const world = await surroundings();
    await fillAuditTrail(world);
    for (const format of ['jsonl', 'csv']) {
      const wrap = (command: string): [string, string[]] => [
        'bash',
        ['-o', 'pipefail', '-c', `${command} | head -n 1`],
      ];
      const { stdout, stderr } = await runMuster(['audit', 'export', '--format', format], world.env, { wrap }).ended;
      expect(stdout.trim().split('\n')).toHaveLength(1);
      expect(stderr).toBe('');
    }
  });

  test('before the first start there is nothing to export, in a sentence', async () => {
    const { env } = await surroundings();
    const ended = await runMuster(['audit', 'export'], env).ended;
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^The database is not up to date\. .+\n$/);
  });
});

/** More than a pipe holds. */
async function fillAuditTrail(world: Surroundings): Promise<void> {
  await startBot(world);
  const file = openFile(world);
  const organization = file.prepare('select id from organizations').pluck().get();
  const insert = file.prepare(
    `insert into audit_events (id, organization_id, sequence, at, type, actor_type, source, previous_hash, hash)
     values (?, ?, ?, '2026-01-01T00:00:00.000Z', 'enforce.refused', 'muster', 'test', '', ?)`,
  );
  const last = Number(file.prepare('select coalesce(max(sequence), 0) from audit_events').pluck().get());
  file.transaction(() => {
    for (let next = last + 1; next <= last + 3_000; next += 1) insert.run(`aud_${next}`, organization, next, `${next}`);
  })();
}

describe('muster stop', () => {
  async function stop(env: Env, word: string) {
    const run = runMuster(['stop', '--reason', 'Slack is down'], env, { wrap: terminal });
    await expect.poll(() => run.stdout(), { timeout: PATIENCE_MS }).toContain('Type STOP');
    run.stdin?.write(`${word}\n`);
    return await run.ended;
  }

  async function expectTold({ slack, mailbox }: Surroundings): Promise<void> {
    for (const owner of [olivia, oscar]) {
      await expectDirect(slack, owner.id, /no longer (be )?(enforced|required)/i);
      await expect
        .poll(() => mailbox.list(`${owner.name}@example.com`).some(({ text }) => text?.includes('Slack is down')), {
          timeout: PATIENCE_MS,
        })
        .toBe(true);
    }
  }

  test('without a terminal it does nothing', async () => {
    const { env } = await surroundings();
    const ended = await runMuster(['stop', '--reason', 'x'], env).ended;
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('needs a terminal');
  });

  test('a wrong word changes nothing; the right one stops while the bot runs', { timeout: 180_000 }, async () => {
    const world = await surroundings();
    await startBot(world);
    await enforce(world);
    const refused = await stop(world.env, 'stop');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('Nothing was changed.');
    expect(stateOf(world)).toBe('on');

    expect((await stop(world.env, ' STOP ')).code).toBe(0);
    expect(stateOf(world)).toBe('off');
    await expectTold(world);
    const verified = await runMuster(['audit', 'verify'], world.env).ended;
    expect(verified).toMatchObject({ code: 0, stderr: '' });
  });

  test('while the bot is down it stops too, and owners are told at the next start', { timeout: 180_000 }, async () => {
    const world = await surroundings();
    const bot = await startBot(world);
    await enforce(world);
    await crash(bot);
    expect((await stop(world.env, 'STOP')).code).toBe(0);
    expect(stateOf(world)).toBe('off');
    const again = await stop(world.env, 'STOP');
    expect(again.code).toBe(1);
    await startBot(world);
    await expectTold(world);
  });
});
