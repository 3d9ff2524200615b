import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed } from 'vitest';
import { launchBrowser } from '../chromium.ts';
import { takePicture } from './browser-page.ts';
import { ensureBuilt } from './built.ts';
import { type PersonAtPage, sitDown } from './person.ts';
import { createDataFolder, runPlayground } from './run-playground.ts';

/** One browser for all tests of the file, and the page that was built. */
export function shareBrowser(): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    await ensureBuilt();
    browser = await launchBrowser();
  }, 180_000);
  afterAll(() => browser.close());
  return () => browser;
}

/** Walks through a playground of its own, from its first start to an end in good order. */
export async function walk(
  browser: Browser,
  name: string,
  story: (page: Page, person: PersonAtPage) => Promise<void>,
): Promise<void> {
  const playground = await runPlayground(await createDataFolder());
  const { page, person } = await openPage(browser, { url: playground.url, name });
  await story(page, person);
  expect(await playground.stop()).toMatchObject({ code: 0 });
  await page.close();
}

/** Opens the playground's page, without the tour. */
async function openPage(
  browser: Browser,
  { url, name }: { url: string; name: string },
): Promise<{ page: Page; person: PersonAtPage }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFailed(() => takePicture(page, `${name}-failed`));
  await page.goto(url);
  await page.getByRole('button', { name: 'Close the tour' }).click();
  return { page, person: sitDown(page) };
}

export async function closeModals(page: Page): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) {
    const top = await page.getByRole('dialog').count();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBeLessThan(top);
  }
}

/** As this person, in the direct message with Muster. */
export async function be(person: PersonAtPage, name: string): Promise<void> {
  await person.become(name);
  await person.openPlace('Muster');
}

export async function setClockForward(person: PersonAtPage, by: '1 hour' | '1 day' | '1 week'): Promise<void> {
  await person.world.getByRole('button', { name: `Set the clock forward by ${by}` }).click();
}

/** Types the word that `/mfa enforce` asks for. */
export async function enforce(person: PersonAtPage): Promise<Locator> {
  await person.say('/mfa enforce');
  const modal = person.modal('Enforce MFA');
  await modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' }).pressSequentially('ENFORCE');
  await modal.getByRole('button', { name: 'Enforce MFA' }).click();
  return modal;
}

/** Types the word that `/mfa stop` asks for; `choose` fills in the rest before it. */
export async function stop(person: PersonAtPage, choose?: (modal: Locator) => Promise<void>): Promise<Locator> {
  await person.say('/mfa stop');
  const modal = person.modal('Stop enforcing MFA');
  await choose?.(modal);
  await modal.getByRole('textbox', { name: 'Type STOP to confirm' }).pressSequentially('STOP');
  await modal.getByRole('button', { name: 'Stop enforcing' }).click();
  return modal;
}
