import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMailer } from '../../src/mail/mailer.ts';
import { buildHome } from '../../src/slack/home/home.ts';
import { buildMessage } from '../../src/slack/messages/message.ts';
import { buildEnforceModal } from '../../src/slack/views/enforce.ts';
import { buildEnforceProgress } from '../../src/slack/views/enforce-progress.ts';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage, takePicture } from '../support/playground/browser-page.ts';
import { buildPage, type OpenWorkspace, openWorkspace } from '../support/playground/open-workspace.ts';
import {
  ADAEZE,
  buildHomeScreen,
  directories,
  JONAS,
  REFUSED,
  REMINDER,
  TALLY,
} from '../support/playground/samples.ts';
import { eventually } from '../support/wait.ts';

const OWNER = 'UADAEZE001';
const JONAS_ID = 'UJONAS0005';

let built: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;
let workspace: OpenWorkspace;
let page: Page;
let problems: string[];

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
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
});
afterEach(async () => {
  await page.close();
  await workspace.close();
  expect(problems).toEqual([]);
});

async function open(as: string, at = 'app'): Promise<void> {
  await page.goto(`${workspace.url}#as=${as}&at=${at}`);
  await page.locator('.sidebar').waitFor({ state: 'attached' });
}

async function sendDirect(user: string, message: { text: string; blocks: object[] }): Promise<string> {
  const { channel } = await workspace.client.conversations.open({ users: user });
  const posted = await workspace.client.apiCall('chat.postMessage', { channel: channel?.id, ...message });
  return z.object({ ts: z.string() }).parse(posted).ts;
}

test('a reminder shows its buttons, and pressing one tells the app; its thank-you replaces it in place', async () => {
  const ts = await sendDirect(JONAS_ID, buildMessage(REMINDER));
  await open(JONAS_ID);
  const message = page.locator(`[data-ts="${ts}"]`);
  await message.getByRole('button', { name: 'Check me again' }).waitFor();
  expect(await message.getByRole('link', { name: 'Turn on MFA' }).getAttribute('href')).toMatch(/^https:/);
  await lookAtPage(page, 'reminder');

  workspace.app.onReceive(() => undefined);
  await message.getByRole('button', { name: 'Check me again' }).click();
  await eventually(() => expect(workspace.app.received.at(-1)?.actions?.[0]?.action_id).toBe('check_again'));

  const thanks = buildMessage({ ...REMINDER, kind: 'reminder_closed', outcome: 'enabled' });
  const channel = workspace.slack.channels().find((one) => one.type === 'im' && one.user === JONAS_ID);
  await workspace.client.apiCall('chat.update', { channel: channel?.id, ts, ...thanks });
  await message.getByText('(edited)').waitFor();
  expect(await message.getByRole('button').count()).toBe(0);
  await lookAtPage(page, 'thank-you');
});

test('a command is completed from the manifest; its private answer is marked as visible to one person only', async () => {
  workspace.app.onReceive(({ command }) =>
    command === undefined
      ? undefined
      : { response_type: 'ephemeral', text: '*MFA enforcement is off.* 6 of 8 are ready.' },
  );
  await open(OWNER);
  const box = page.getByRole('combobox', { name: 'Message Muster' });
  await box.fill('/');
  await page.getByRole('option', { name: '/mfa stop' }).waitFor();
  await lookAtPage(page, 'suggestions');
  await box.fill('/mfa st');
  await box.press('Tab');
  expect(await box.inputValue()).toBe('/mfa status');
  await box.press('Enter');
  await page.getByText('Only visible to you').waitFor();
  expect(workspace.app.received.find(({ command }) => command === '/mfa')?.text).toBe('status');
  await lookAtPage(page, 'private-answer');
});

test('a person who is mentioned in a command reaches the app by their id', async () => {
  await open(OWNER);
  const box = page.getByRole('combobox', { name: 'Message Muster' });
  await box.fill('/mfa remind @jo');
  await page.getByRole('option', { name: 'Jonas Lindqvist' }).click();
  await box.press('Enter');
  await eventually(() =>
    expect(workspace.app.received.find(({ command }) => command === '/mfa')?.text).toBe(`remind <@${JONAS_ID}|jonas>`),
  );
});

describe('a modal', () => {
  async function openModal(): Promise<void> {
    const view = buildEnforceModal({
      organizationName: 'Lumen Works',
      revision: 1,
      tally: TALLY,
      directories: directories(new Date()),
      directoryHolds: false,
      invited: 0,
      confirmExempt: null,
      offers: [],
    });
    workspace.app.onReceive(async ({ command, trigger_id }) => {
      if (command !== undefined) await workspace.client.apiCall('views.open', { trigger_id, view });
    });
    await open(OWNER);
    const box = page.getByRole('combobox', { name: 'Message Muster' });
    await box.fill('/mfa enforce');
    await box.press('Enter');
    await page.getByRole('dialog', { name: 'Enforce MFA' }).waitFor();
  }

  test('shows an error under its field, keeps what was typed, and then what the app puts in its place', async () => {
    await openModal();
    await lookAtPage(page, 'modal');
    workspace.app.onReceive(({ type }) =>
      type === 'view_submission'
        ? { response_action: 'errors', errors: { word: 'Type ENFORCE in capital letters. Nothing was changed.' } }
        : undefined,
    );
    const word = page.getByRole('textbox', { name: 'Type ENFORCE to confirm' });
    await word.fill('enforce');
    await word.press('Enter');
    await page.getByText('Nothing was changed.').waitFor();
    expect(await word.inputValue()).toBe('enforce');
    expect(await word.getAttribute('aria-invalid')).toBe('true');
    await lookAtPage(page, 'modal-error');

    const reading = buildEnforceProgress('enf_1', { type: 'reading', peopleRead: 5 });
    workspace.app.onReceive(({ type }) =>
      type === 'view_submission' ? { response_action: 'update', view: reading } : undefined,
    );
    await word.fill('ENFORCE');
    await page.getByRole('button', { name: 'Enforce MFA' }).click();
    await page.getByText('taking a fresh reading').waitFor();
    await lookAtPage(page, 'modal-reading');

    const view = buildEnforceProgress('enf_1', { type: 'decided', outcome: REFUSED });
    const shown = workspace.slack.lookAt(OWNER).modals.at(-1);
    await workspace.client.apiCall('views.update', { view_id: shown?.id, view });
    await page.getByRole('button', { name: 'Send MFA reminder' }).waitFor();
    await lookAtPage(page, 'modal-refused');
  });

  test('keeps the focus inside and closes by Esc', async () => {
    await openModal();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          'document.activeElement.closest("dialog") !== null || document.activeElement === document.body',
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(workspace.slack.lookAt(OWNER).modals).toEqual([]);
  });
});

test('the Home tab shows readiness, and its row menu reaches the app', async () => {
  workspace.app.onReceive(async ({ event }) => {
    if (event?.type !== 'app_home_opened') return;
    await workspace.client.apiCall('views.publish', { user_id: OWNER, view: buildHome(buildHomeScreen(new Date())) });
  });
  await open(OWNER, 'home');
  await page.getByRole('heading', { name: 'Readiness' }).waitFor();
  expect(await page.getByText('cannot draw').count()).toBe(0);
  await lookAtPage(page, 'home');
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Send MFA reminder' }).waitFor();
  await lookAtPage(page, 'home-menu');
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Send MFA reminder' }).click();
  await eventually(() => expect(workspace.app.received.at(-1)?.actions?.[0]?.action_id).toBe('member_menu'));
});

test('switching person shows what that person sees, with their role, MFA and unread messages', async () => {
  await sendDirect(JONAS_ID, buildMessage(REMINDER));
  await open(OWNER);
  await page.getByRole('button', { name: /^You are Adaeze Okafor/ }).click();
  const row = page.getByRole('button', { name: /^Jonas Lindqvist/ });
  await row.getByText('1 unread').waitFor();
  await lookAtPage(page, 'people');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^You are Adaeze Okafor/ }).click();
  await row.click();
  await page.getByRole('button', { name: /^You are Jonas Lindqvist/ }).waitFor();
  await page.getByRole('button', { name: 'Check me again' }).waitFor();
});

test('the world: a person turns MFA on, somebody joins, somebody leaves', async () => {
  await open(JONAS_ID);
  await page.getByText('App', { exact: true }).last().click();
  await eventually(() => expect(workspace.slack.person(JONAS_ID).has_2fa).toBe(true));
  await page.getByLabel('Name').fill('Noor Haddad');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Noor Haddad joined Lumen Works.').waitFor();
  await lookAtPage(page, 'world');
  await page.getByRole('button', { name: 'Be the person who just joined' }).click();
  await page.getByRole('button', { name: /^You are Noor Haddad/ }).waitFor();
  await page.getByRole('button', { name: 'Leave the workspace' }).click();
  await page.getByRole('dialog', { name: 'Noor Haddad leaves?' }).getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Come back to the workspace' }).waitFor();
});

test('mail arrives by SMTP and is shown without anything from elsewhere', async () => {
  const mailer = createMailer({ smtpUrl: workspace.mailbox.smtpUrl, from: 'Muster <muster@playground.example>' });
  await mailer.send('jonas@example.com', { deliveryId: 'dlv_1', message: REMINDER });
  await open(JONAS_ID, 'mail');
  await page.getByRole('button', { name: /^To jonas@example.com/ }).click();
  await page.frameLocator('iframe').getByText('multifactor').first().waitFor();
  await lookAtPage(page, 'mail');
  await page.getByRole('button', { name: 'On a phone' }).click();
  expect((await page.locator('iframe').boundingBox())?.width).toBeLessThan(380);
  await takePicture(page, 'mail-on-a-phone');
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByText('multifactor').first().waitFor();
  await mailer.close();
});

test('a block that the page does not know shows a note, never nothing', async () => {
  await sendDirect(JONAS_ID, {
    text: 'A card.',
    blocks: [{ type: 'card', title: { type: 'plain_text', text: 'A card' } }],
  });
  await open(JONAS_ID);
  await page.getByText('cannot draw this yet: a block of type “card”').waitFor();
});

test('the calls between app and Slack stand under the hood', async () => {
  await sendDirect(JONAS_ID, buildMessage({ ...REMINDER, requestedBy: ADAEZE, recipient: JONAS }));
  await open(JONAS_ID);
  await page.getByRole('button', { name: 'Under the hood' }).click();
  await page.getByText('chat.postMessage').waitFor();
  await lookAtPage(page, 'hood');
});

test('on a phone the sidebar and the panels open over the page, and close again', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(JONAS_ID);
  await page.getByRole('button', { name: 'Workspace menu' }).click();
  await takePicture(page, 'phone-sidebar');
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).click();
  await page.getByRole('heading', { name: '# general' }).waitFor();
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'World' }).click();
  await takePicture(page, 'phone-world');
  await page.getByRole('button', { name: 'Close World' }).click();
  await page.getByRole('complementary').waitFor({ state: 'detached' });
});
