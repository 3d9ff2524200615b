import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { launchBrowser } from '../support/chromium.ts';
import { takePicture } from '../support/playground/browser-page.ts';
import { ensureBuilt } from '../support/playground/built.ts';
import { buildPage, openWorkspace } from '../support/playground/open-workspace.ts';
import { sitDown } from '../support/playground/person.ts';
import { createDataFolder, runPlayground } from '../support/playground/run-playground.ts';

const JONAS = 'UJONAS0005';
const SWITCHES = 9;

let built: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;

beforeAll(async () => {
  built = await buildPage();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});

async function open(people?: number) {
  const workspace = await openWorkspace({ pageFolder: built.folder, ...(people !== undefined && { people }) });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFinished(async () => {
    await page.close();
    await workspace.close();
  });
  await page.goto(`${workspace.url}#as=${JONAS}&at=app`);
  await sitDown(page).see(page.getByRole('button', { name: /^You are Jonas/ }));
  return { workspace, page };
}

/** From the click on the one row there is until the page shows that person, as a script in the page sees it. */
function timeSwitch(page: Page): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const row = document.querySelector('.person-row');
    const name = row.querySelector('.person-row-name').textContent;
    const isShown = () => document.querySelector('.person-switch-name').textContent.includes(name);
    const start = performance.now();
    const look = () => (isShown() ? resolve(performance.now() - start) : requestAnimationFrame(look));
    row.click();
    look();
  })`);
}

/** Finds each of them by a part of their address, and becomes them. */
async function timeSwitches(page: Page, addresses: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const address of addresses) {
    await page.getByRole('button', { name: /^You are / }).click();
    await page.getByRole('searchbox', { name: 'Search people' }).fill(address);
    await expect.poll(() => page.locator('.person-row').count(), { timeout: 20_000 }).toBe(1);
    times.push(await timeSwitch(page));
    await page.getByRole('dialog', { name: 'Switch person' }).waitFor({ state: 'detached' });
  }
  return times;
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Numbers that a person who runs this wants to see. */
function report(text: string): void {
  process.stdout.write(`${text}\n`);
}

test('with 10,000 people, somebody else is found and shown in under 200 ms', { timeout: 180_000 }, async () => {
  const { workspace, page } = await open(10_000);
  const last = workspace.slack.people().slice(-SWITCHES);
  const times = await timeSwitches(
    page,
    last.map(({ email }) => email ?? ''),
  );
  report(`switching person took ${times.map(Math.round).join(', ')} ms`);
  // The first one of all is in it. A machine that is busy with something else makes single ones slow.
  expect(median(times)).toBeLessThan(200);
});

/** Opens the Home tab again until the first reading of everybody is behind the app. */
async function waitForReading(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Workspace' });
  const isRead = async () => {
    await navigation.getByRole('button', { name: 'Muster' }).click();
    await navigation.getByRole('button', { name: 'Home tab' }).click();
    return await page.getByText(/of 10000 counted members have MFA on/).count();
  };
  await expect.poll(isRead, { timeout: 120_000, interval: 1_000 }).toBeGreaterThan(0);
}

test('muster playground with 10,000 people is there within 20 s, is quick, and ends promptly while it reads', {
  timeout: 300_000,
}, async () => {
  await ensureBuilt();
  const playground = await runPlayground(await createDataFolder(), ['--people', '10000']);
  report(`the address came after ${Math.round(playground.startedInMs)} ms`);
  expect(playground.startedInMs).toBeLessThan(20_000);

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const person = sitDown(page);
  await page.goto(`${playground.url}#at=home`);
  await waitForReading(page);
  await takePicture(page, 'ten-thousand-home');
  await person.openPlace('Muster');
  const numbers = Array.from({ length: SWITCHES }, (_, index) => 9_000 + index);
  const times = await timeSwitches(
    page,
    numbers.map((number) => `.${number}@example.com`),
  );
  report(`beside the real bot, switching person took ${times.map(Math.round).join(', ')} ms`);
  expect(median(times)).toBeLessThan(200);

  await person.become('Adaeze Okafor');
  await person.say('/mfa enforce');
  const modal = person.modal('Enforce MFA');
  await modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' }).fill('ENFORCE');
  await modal.getByRole('button', { name: 'Enforce MFA' }).click();
  await person.see(modal.getByText('Muster is taking a fresh reading.'));
  const ended = await playground.stop();
  report(`it ended after ${Math.round(ended.ms)} ms`);
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(ended.ms).toBeLessThan(10_000);
  await page.close();
});

const framesSchema = z.array(z.number());

/** Turns the wheel up through the whole conversation and tells how long each frame took, in ms. */
async function timeScrolling(page: Page, pixels: number): Promise<number[]> {
  await page.evaluate(`window.frames_ = []; window.last_ = performance.now(); window.on_ = true;
    (function frame() { const now = performance.now(); window.frames_.push(now - window.last_); window.last_ = now;
      if (window.on_) requestAnimationFrame(frame); })()`);
  const list = page.getByRole('log');
  await list.hover();
  for (let scrolled = 0; scrolled < pixels; scrolled += 400) await page.mouse.wheel(0, -400);
  return framesSchema.parse(await page.evaluate('window.on_ = false, window.frames_'));
}

/** A machine that is busy with something else makes it jerk, and never makes it smooth: so it is tried again. */
async function scrollsSmoothly(page: Page): Promise<boolean> {
  await page.mouse.wheel(0, 1_000_000);
  const frames = await timeScrolling(page, 40_000);
  const slow = frames.filter((ms) => ms > 50).length;
  report(`${frames.length} frames, median ${median(frames).toFixed(1)} ms, ${slow} above 50 ms`);
  return frames.length > 50 && median(frames) < 34 && slow / frames.length < 0.1;
}

test('a thousand messages in a conversation scroll smoothly', { timeout: 180_000 }, async () => {
  const { workspace, page } = await open();
  const { channel } = await workspace.client.conversations.open({ users: JONAS });
  for (let number = 1; number <= 1_000; number += 1) {
    const text = `*Message ${number}* with a <https://example.com|link>, a mention of <@${JONAS}> and \`code\``;
    const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Check me again' } };
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text } },
      { type: 'actions', elements: [button] },
    ];
    await workspace.client.apiCall('chat.postMessage', { channel: channel?.id, text, blocks });
  }
  const messages = page.getByRole('log').getByRole('article');
  const more = page.getByRole('button', { name: 'Load earlier messages' });
  await more.waitFor();
  for (let loaded = 100; loaded < 1_000; loaded += 100) {
    await more.evaluate((button: { click(): void }) => button.click());
    await expect.poll(() => messages.count(), { timeout: 30_000 }).toBe(loaded + 100);
  }
  await expect.poll(() => scrollsSmoothly(page), { timeout: 120_000 }).toBe(true);
  await takePicture(page, 'thousand-messages');
});
