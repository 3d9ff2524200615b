import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage, takePicture } from '../support/playground/browser-page.ts';
import { ensureBuilt } from '../support/playground/built.ts';
import { type PersonAtPage, sitDown } from '../support/playground/person.ts';
import { createDataFolder, runPlayground } from '../support/playground/run-playground.ts';

const MEMBER = 'Jonas Lindqvist';
/** Every member's own moment of the next working day is within four days. */
const MOST_HOURS = 96;

let browser: Browser;
beforeAll(async () => {
  await ensureBuilt();
  browser = await launchBrowser();
}, 180_000);
afterAll(() => browser.close());

/** The clock goes forward, an hour at a time, until the reminder is there. */
async function waitForReminder(person: PersonAtPage): Promise<void> {
  const reminder = person.message(/Coffee afterwards/);
  for (let hours = 0; hours < MOST_HOURS && (await reminder.count()) === 0; hours += 1) {
    await person.world.getByRole('button', { name: 'Set the clock forward by 1 hour' }).click();
    await reminder.waitFor({ timeout: 4_000 }).catch(() => undefined);
  }
  await person.see(reminder);
}

async function schedule(page: Page, person: PersonAtPage): Promise<void> {
  await person.openPlace('Muster');
  await person.say('/mfa schedule');
  const modal = person.modal('Schedule reminders');
  await person.see(modal.getByText('Whoever lacks MFA is reminded'));
  await modal.getByRole('textbox', { name: /^A message of your own/ }).pressSequentially('Coffee afterwards?');
  await lookAtPage(page, 'campaign-1-schedule');
  await modal.getByRole('button', { name: 'See what three people would get' }).click();
  const preview = person.modal('Preview');
  await person.see(preview.getByText('These 2 people would get these messages'));
  await lookAtPage(page, 'campaign-2-preview');
  await preview.getByRole('button', { name: 'Back' }).click();
  expect(await modal.getByRole('textbox', { name: /^A message of your own/ }).inputValue()).toBe('Coffee afterwards?');
  await modal.getByRole('button', { name: 'Start' }).click();
  await person.see(modal.getByText('The campaign runs.'));
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
}

test('an owner schedules a campaign, and a member hears in working hours and puts it off', {
  timeout: 300_000,
}, async () => {
  const playground = await runPlayground(await createDataFolder());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFailed(() => takePicture(page, 'campaign-failed'));
  const person = sitDown(page);
  await page.goto(playground.url);
  await schedule(page, person);

  await person.become(MEMBER);
  await person.openPlace('Muster');
  await waitForReminder(person);
  await lookAtPage(page, 'campaign-3-reminder');
  await person
    .message(/Coffee afterwards/)
    .getByRole('button', { name: 'Remind me later' })
    .click();
  await person.see(person.message('You can put it off 3 times.'));
  await person.message('You can put it off 3 times.').getByRole('button', { name: 'In 1 hour' }).click();
  await person.see(person.message('You can put it off 2 times more.'));
  await lookAtPage(page, 'campaign-4-later');

  await person.become('Adaeze Okafor');
  await person.openPlace('Muster');
  await person.say('/mfa schedule');
  const campaigns = person.modal('Campaigns');
  await person.see(campaigns.getByText('0 of 2 people have MFA now'));
  await lookAtPage(page, 'campaign-5-campaigns');
  await page.close();
  expect(await playground.stop()).toMatchObject({ code: 0 });
});
