import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage, takePicture } from '../support/playground/browser-page.ts';
import { ensureBuilt } from '../support/playground/built.ts';
import { type PersonAtPage, sitDown } from '../support/playground/person.ts';
import { createDataFolder, runPlayground } from '../support/playground/run-playground.ts';

const MEMBER = 'Jonas Lindqvist';

let browser: Browser;
beforeAll(async () => {
  await ensureBuilt();
  browser = await launchBrowser();
}, 180_000);
afterAll(() => browser.close());

/** A channel in which Muster is not is told at its field; then another is chosen. */
async function chooseHelpChannel(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa settings');
  const modal = person.modal('Settings');
  const channel = modal.getByRole('combobox', { name: /^Channel for help/ });
  await channel.selectOption({ label: '#random' });
  await modal.getByRole('button', { name: 'Save' }).click();
  await person.see(modal.getByText('Muster is not in this channel.'));
  await lookAtPage(page, 'owner-1-settings');
  await channel.selectOption({ label: '#general' });
  await modal.getByRole('button', { name: 'Save' }).click();
  await person.see(modal.getByText('Requests for help go to'));
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
}

async function scheduleForOne(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa schedule');
  const modal = person.modal('Schedule reminders');
  await person.see(modal.getByText('Whoever lacks MFA is reminded'));
  await modal.getByRole('button', { name: 'Pick people' }).click();
  await page.getByRole('searchbox', { name: 'Search people' }).pressSequentially('Jonas');
  await page
    .getByRole('button', { name: /Jonas Lindqvist/ })
    .last()
    .click();
  await person.see(modal.getByRole('button', { name: `Take @${MEMBER} out` }));
  await lookAtPage(page, 'owner-2-people');
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
}

test('an owner chooses where help is asked for, and people for a campaign; a member asks, and the channel hears', {
  timeout: 300_000,
}, async () => {
  const playground = await runPlayground(await createDataFolder());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFailed(() => takePicture(page, 'owner-failed'));
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const person = sitDown(page);
  await page.goto(playground.url);
  await person.openPlace('Muster');
  await chooseHelpChannel(page, person);
  await scheduleForOne(page, person);
  await person.say('/mfa remind everyone');
  const everyone = person.modal('Send MFA reminder');
  await everyone.getByRole('button', { name: 'Send', exact: true }).click();
  await person.see(everyone.getByText('Done: Muster sent 2 reminders.'));
  await page.keyboard.press('Escape');
  await everyone.waitFor({ state: 'detached' });

  await person.become(MEMBER);
  await person.openPlace('Muster');
  await person
    .message(/asks you/)
    .getByRole('button', { name: 'I need help' })
    .click();
  await person.see(person.message('The people who help here now know'));
  await person.openPlace('general');
  await person.see(person.message('Somebody asks for help'));
  await lookAtPage(page, 'owner-3-help');

  await person.become('Adaeze Okafor');
  await person.openPlace('general');
  await person.message('Somebody asks for help').getByRole('button', { name: 'Show me who it is' }).click();
  await person.see(person.message(/It is/));
  await lookAtPage(page, 'owner-4-who');
  await person.openPlace('Muster');
  await person.say('/mfa history');
  await person.see(person.modal('History').getByText('What happened, newest first'));
  await lookAtPage(page, 'owner-5-history');
  expect(complaints).toEqual([]);
  await page.close();
  expect(await playground.stop()).toMatchObject({ code: 0 });
});
