import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createCsvDirectory } from '../../../src/directories/csv/csv-directory.ts';
import { buildPeople, type Person } from '../../support/directories/provider-server.ts';
import { eventually } from '../../support/wait.ts';
import { failureOf, readAll } from './contract.ts';

function write(text: string | Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'muster-csv-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'people.csv');
  writeFileSync(file, text);
  return { file, directory: createCsvDirectory({ file, watchEveryMs: 20 }) };
}

const failureIn = (text: string | Buffer) => {
  const { directory } = write(text);
  return failureOf({ directory, secrets: ['secret'] }, readAll({ directory }));
};

const toLine = ({ email, name, mfa }: Person) => `${email},${name},${mfa === 'on' ? 'enabled' : 'disabled'}\n`;

test('it says what it is, locks nobody, and knows nobody by who they are in Slack', () => {
  const { directory } = write('email,name,mfa\n');
  expect(directory).toMatchObject({ name: 'csv', capabilities: { hold: false }, blindness: null });
  expect(directory.locking ?? directory.inviting ?? directory.grace ?? null).toBeNull();
  expect(directory.externalIdOf('U1')).toBeNull();
});

describe('a good file', () => {
  test('without anybody is a complete reading', async () => {
    expect(await readAll(write('email,name,mfa\n'))).toEqual([]);
  });

  test('has everything that its columns can say', async () => {
    const text = `email,name,mfa,method,tz,role
Ann@Example.org,"Ann, the first",enabled,app,Europe/Amsterdam,owner
bob@example.org,Bob,disabled,sms,,member
cyd@example.org,,unknown,,,
dan@example.org,Dan,,,,guest
`;
    expect(await readAll(write(text))).toEqual([
      {
        externalId: 'ann@example.org',
        slackUserId: null,
        email: 'Ann@Example.org',
        name: 'Ann, the first',
        timeZone: 'Europe/Amsterdam',
        isOwner: true,
        status: 'enabled',
        method: 'app',
      },
      expect.objectContaining({ externalId: 'bob@example.org', status: 'disabled', method: null, isOwner: false }),
      expect.objectContaining({ externalId: 'cyd@example.org', status: 'unknown', name: null, timeZone: null }),
      expect.objectContaining({ externalId: 'dan@example.org', status: 'unknown' }),
    ]);
  });

  test('may come from a spreadsheet: a byte order mark, other line ends, other order, capitals, spaces, blank lines', async () => {
    const text = '\uFEFFMFA, Email ,name\r\nYES, ann@example.org ,Ann\r\n\r\nNo,bob@example.org,Bob\r\n';
    expect(await readAll(write(text))).toMatchObject([
      { externalId: 'ann@example.org', status: 'enabled' },
      { externalId: 'bob@example.org', status: 'disabled' },
    ]);
  });

  test.each([
    ['enabled', 'enabled'],
    ['true', 'enabled'],
    ['1', 'enabled'],
    ['on', 'enabled'],
    ['disabled', 'disabled'],
    ['FALSE', 'disabled'],
    ['0', 'disabled'],
    ['off', 'disabled'],
  ])('mfa %s is %s', async (word, status) => {
    expect(await readAll(write(`email,name,mfa\na@example.org,A,${word}\n`))).toMatchObject([{ status }]);
  });

  test('addresses with letters of other scripts are kept, and compared in one form', async () => {
    const { directory } = write('email,name,mfa\nJose\u0301@example.org,José,enabled\n');
    expect(await readAll({ directory })).toMatchObject([{ externalId: 'jos\u00e9@example.org' }]);
    expect(await directory.readAccount('JOSE\u0301@example.org')).toMatchObject({ status: 'enabled' });
  });

  test('of 5,000 people is read page by page', async () => {
    const { directory } = write(`email,name,mfa\n${buildPeople(5_000).map(toLine).join('')}`);
    const sizes: number[] = [];
    for await (const page of directory.listAccounts()) sizes.push(page.length);
    expect(sizes.length).toBeGreaterThan(5);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(5_000);
  });

  test('is read anew for one account, who may be gone', async () => {
    const { file, directory } = write('email,name,mfa\nann@example.org,Ann,disabled\n');
    expect(await directory.readAccount('ann@example.org')).toMatchObject({ status: 'disabled' });
    writeFileSync(file, 'email,name,mfa\nann@example.org,Ann,enabled\n');
    expect(await directory.readAccount('ann@example.org')).toMatchObject({ status: 'enabled' });
    writeFileSync(file, 'email,name,mfa\n');
    expect(await directory.readAccount('ann@example.org')).toBeNull();
  });

  test('that says of nobody whether they have MFA makes the directory blind', async () => {
    const { directory } = write('email,name,mfa\nann@example.org,Ann,\n');
    await readAll({ directory });
    expect(directory.blindness).toContain('column mfa');
  });
});

describe('a file with bad lines is no reading', () => {
  test('and every bad line is named with its number and its reason, and never with what it says', async () => {
    const text = `email,name,mfa,method,tz,role
secret,Ann,enabled,,,
bob@example.org,Bob,secret,,,
cyd@example.org,Cyd,enabled,secret,,
dan@example.org,Dan,enabled,,secret,
eve@example.org,Eve,enabled,,,secret
good@example.org,Good,enabled,app,UTC,admin
GOOD@example.org,Again,enabled,,,
fay@example.org,Fay
gus@example.org,"Gus
of two lines",secret,,,
,Nobody,enabled,,,
`;
    const error = await failureIn(text);
    expect(error.code).toBe('bad_lines');
    expect(error.sentence).toBe(
      'The file in CSV_FILE was not read, because it has errors: lines 2, 12 (no email address); lines 3, 11 (mfa must be enabled, disabled or unknown); line 4 (method must be app, sms, key, other or empty); line 5 (tz must be a time zone like Europe/Amsterdam); line 6 (role must be owner, admin, member, guest or empty); line 8 (an email address that an earlier line has); line 9 (2 instead of 6 columns). Correct them and save the file.',
    );
  });

  test('thousands of them are named as ranges', async () => {
    const { sentence } = await failureIn(`email,name,mfa\n${'x,y,z\n'.repeat(3_000)}ann@example.org,Ann,enabled\n`);
    expect(sentence).toContain('lines 2–3001 (no email address)');
  });

  test('nor is one that is not UTF-8', async () => {
    const latin1 = Buffer.from('email,name,mfa\njos@example.org,Jos\u00e9,enabled\n', 'latin1');
    expect(await failureIn(latin1)).toMatchObject({ sentence: expect.stringContaining('line 2 (not UTF-8)') });
  });

  test('nor is one with a quotation mark in a wrong place', async () => {
    const error = await failureIn('email,name,mfa\nann@example.org,"secret"x,enabled\n');
    expect(error).toMatchObject({
      code: 'bad_lines',
      sentence: expect.stringMatching(/quotation mark .* in line 2\.$/),
    });
  });

  test.each([
    ['is empty', ''],
    ['has no header', 'ann@example.org,Ann,enabled\n'],
    ['lacks a column', 'email,mfa\n'],
    ['has a column that nobody knows', 'email,name,mfa,password\n'],
    ['has a column twice', 'email,name,mfa,mfa\n'],
    ['has semicolons', 'email;name;mfa\n'],
  ])('nor is one that %s', async (_, text) => {
    expect(await failureIn(text)).toMatchObject({
      code: 'bad_header',
      sentence: expect.stringContaining('email,name,mfa'),
    });
  });

  test('nor is one that does not exist', async () => {
    const directory = createCsvDirectory({ file: join(tmpdir(), 'muster-no-such-file.csv') });
    expect(await failureOf({ directory, secrets: [] }, readAll({ directory }))).toMatchObject({ code: 'no_file' });
  });

  test('nor is one that changes while it is read', async () => {
    const { file, directory } = write(`email,name,mfa\n${buildPeople(5_000).map(toLine).join('')}`);
    const read = async () => {
      for await (const _ of directory.listAccounts()) appendFileSync(file, 'late@example.org,Late,disabled\n');
    };
    expect(await failureOf({ directory, secrets: [] }, read())).toMatchObject({
      code: expect.stringMatching(/^(file_changed|bad_lines)$/),
    });
  });
});

test('a pass can be aborted', async () => {
  const { directory } = write(`email,name,mfa\n${buildPeople(5_000).map(toLine).join('')}`);
  const controller = new AbortController();
  const read = async () => {
    for await (const _ of directory.listAccounts(controller.signal)) controller.abort();
  };
  await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
});

describe('the file is watched', () => {
  const watch = (change: (file: string) => void) => {
    const { file, directory } = write('email,name,mfa\n');
    const onChange = vi.fn();
    const watching = directory.watch?.(onChange);
    onTestFinished(() => watching?.close());
    // At once: what happens before the first look on schedule is told too.
    change(file);
    return { file, onChange };
  };

  test.each([
    ['written', (file: string) => writeFileSync(file, 'email,name,mfa\nann@example.org,Ann,enabled\n')],
    [
      'replaced, as editors do',
      (file: string) => {
        writeFileSync(`${file}.new`, 'email,name,mfa\n');
        renameSync(`${file}.new`, file);
      },
    ],
    ['removed', (file: string) => rmSync(file)],
  ])('and a change is told when it is %s', async (_, change) => {
    const { onChange } = watch(change);
    await eventually(() => expect(onChange).toHaveBeenCalled());
  });

  test('and each change is told once', async () => {
    const { file, onChange } = watch((file) => rmSync(file));
    await eventually(() => expect(onChange).toHaveBeenCalledTimes(1));
    writeFileSync(file, 'email,name,mfa\n');
    await eventually(() => expect(onChange.mock.calls.length).toBeGreaterThan(1));
  });
});
