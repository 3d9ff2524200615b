import { once } from 'node:events';
import { connect } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage } from '../support/playground/browser-page.ts';
import { buildPage, type OpenWorkspace, openWorkspace } from '../support/playground/open-workspace.ts';
import { type PersonAtPage, sitDown } from '../support/playground/person.ts';
import { eventually } from '../support/wait.ts';

const JONAS = 'UJONAS0005';

let built: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;
let workspace: OpenWorkspace;
let page: Page;
let person: PersonAtPage;

beforeAll(async () => {
  built = await buildPage();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});

beforeEach(async () => {
  workspace = await openWorkspace({ pageFolder: built.folder });
  page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
  person = sitDown(page);
  await page.goto(`${workspace.url}#as=${JONAS}&at=app`);
  await person.see(person.world);
});
afterEach(async () => {
  await page.close();
  await workspace.close();
});

async function connectTo(host: string, port: number): Promise<void> {
  const socket = connect(port, host);
  await once(socket, 'connect');
  socket.destroy();
}

test('a person goes on do-not-disturb until a time that is shown, and ends it', async () => {
  await person.world.getByRole('button', { name: 'Do not disturb for 1 day' }).click();
  await person.see(person.world.getByText(/^Until /));
  const { dnd } = workspace.slack.person(JONAS);
  expect((dnd?.end ?? 0) - (dnd?.start ?? 0)).toBe(86_400);
  await lookAtPage(page, 'world-do-not-disturb');
  await person.world.getByRole('button', { name: 'End do not disturb' }).click();
  await eventually(() => expect(workspace.slack.person(JONAS).dnd).toBeNull());
});

test('do-not-disturb is over when the clock is past it', async () => {
  await person.world.getByRole('button', { name: 'Do not disturb for 1 hour' }).click();
  await person.see(person.world.getByText(/^Until /));
  await person.world.getByRole('button', { name: 'Set the clock forward by 1 day' }).click();
  await person.see(person.world.getByRole('button', { name: 'Do not disturb for 1 hour' }));
});

test.each([
  ['429', 'Slack answers the app with 429', /rate-limit/],
  ['500', 'Slack answers the app with 500', /500/],
])(
  'Slack answers the app with %s until that is switched off, and the page says so all the time',
  async (label, sentence, error) => {
    await person.world.getByText(label, { exact: true }).click();
    await person.see(page.getByRole('status').getByText(sentence));
    const client = workspace.app.clientFor(workspace.slack.apiUrl, { rejectRateLimitedCalls: true });
    await expect(client.auth.test()).rejects.toThrow(error);
    await page.getByRole('button', { name: 'End the trouble' }).click();
    await page.getByText(sentence).waitFor({ state: 'detached' });
    await expect(client.auth.test()).resolves.toMatchObject({ ok: true });
  },
);

test('Slack answers the app slowly, and well in the end', async () => {
  await person.world.getByText('Slow', { exact: true }).click();
  await person.see(page.getByText('Slack answers the app slowly.'));
  const start = performance.now();
  await workspace.client.auth.test();
  expect(performance.now() - start).toBeGreaterThan(2_000);
  await person.world.getByText('Well', { exact: true }).click();
  await page.getByText('Slack answers the app slowly.').waitFor({ state: 'detached' });
});

test('the mail server is down, also after the page was opened anew, and comes back', async () => {
  const { hostname, port } = new URL(workspace.mailbox.smtpUrl);
  await person.world.getByText('Down', { exact: true }).click();
  await person.see(page.getByText('The mail server is down.'));
  await lookAtPage(page, 'world-mail-down');
  await expect(connectTo(hostname, Number(port))).rejects.toThrow('ECONNREFUSED');
  await page.reload();
  await person.see(page.getByText('The mail server is down.'));
  await person.world.getByText('Takes mail', { exact: true }).click();
  await page.getByText('The mail server is down.').waitFor({ state: 'detached' });
  await connectTo(hostname, Number(port));
});

test('under the hood stand the queue’s counts and the audit trail, as they are now', async () => {
  workspace.inspection.queues = { deliveries: { waiting: 3, active: 1, delayed: 2 } };
  await page.getByRole('button', { name: 'Under the hood' }).click();
  const hood = page.getByRole('complementary', { name: 'Under the hood' });
  await hood.getByRole('button', { name: 'Queue' }).click();
  await person.see(hood.getByRole('row', { name: 'deliveries 3 1 2' }));
  workspace.inspection.queues = { deliveries: { waiting: 0, active: 0, delayed: 2 } };
  await person.see(hood.getByRole('row', { name: 'deliveries 0 0 2' }));
  await lookAtPage(page, 'hood-queue');

  workspace.inspection.audit = [
    {
      ...{ sequence: 1, at: new Date(), type: 'round.sent', actor: { type: 'member', id: 'mem_1' }, source: 'modal' },
      ...{ subjectId: null, before: null, after: { reminded: 2, skipped: 0 }, previousHash: '', hash: 'ab'.repeat(32) },
    },
  ];
  await hood.getByRole('button', { name: 'Audit trail' }).click();
  await hood.getByText('round.sent', { exact: true }).click();
  await person.see(hood.getByText('"reminded": 2'));
  await lookAtPage(page, 'hood-audit');
});
