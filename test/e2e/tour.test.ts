import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage, takePicture } from '../support/playground/browser-page.ts';
import { ensureBuilt } from '../support/playground/built.ts';
import { type PersonAtPage, sitDown } from '../support/playground/person.ts';
import { createDataFolder, runPlayground } from '../support/playground/run-playground.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureBuilt();
  browser = await launchBrowser();
}, 180_000);
afterAll(() => browser.close());

const tourOf = (page: Page) => page.getByRole('region', { name: 'Guided tour' });

async function expectStep(page: Page, person: PersonAtPage, number: number, title: string): Promise<void> {
  await person.see(tourOf(page).getByText(`Step ${number} of 7`));
  await person.see(tourOf(page).getByRole('heading', { name: title }));
}

async function enforce(person: PersonAtPage): Promise<void> {
  await person.say('/mfa enforce');
  const modal = person.modal('Enforce MFA');
  await modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' }).pressSequentially('ENFORCE');
  await modal.getByRole('button', { name: 'Enforce MFA' }).click();
}

async function closeModal(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('the tour leads from "two of eight are missing" to "enforced" and back, by what really happened', {
  timeout: 300_000,
}, async () => {
  const playground = await runPlayground(await createDataFolder());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFailed(() => takePicture(page, 'tour-failed'));
  const person = sitDown(page);
  const tour = tourOf(page);
  await page.goto(playground.url);

  await expectStep(page, person, 1, 'Ask who is missing');
  await lookAtPage(page, 'tour-1-ask');
  await enforce(person);
  await person.see(person.modal('Enforce MFA').getByText('2 people still need to turn MFA on'));
  await expectStep(page, person, 2, 'Remind them');

  await person
    .modal('Enforce MFA')
    .getByRole('button', { name: /^Send MFA reminder/ })
    .click();
  await person.modal('Send MFA reminder?').getByRole('button', { name: 'Send' }).click();
  await person.see(person.modal('Send MFA reminder').getByText('Done: Muster sent 2 reminders.'));
  await closeModal(page);
  await expectStep(page, person, 3, 'Be one of them');

  // It is where it was after the page was closed and opened again.
  await tour.getByRole('button', { name: 'Close the tour' }).click();
  await tour.waitFor({ state: 'detached' });
  await page.reload();
  expect(await tour.count()).toBe(0);
  await page.getByRole('banner').getByRole('button', { name: 'Guided tour' }).click();
  await expectStep(page, person, 3, 'Be one of them');

  await tour.getByRole('button', { name: 'Be somebody without MFA' }).click();
  await person.see(page.getByRole('button', { name: /^You are Jonas Lindqvist/ }));
  await expectStep(page, person, 4, 'Turn MFA on');
  await lookAtPage(page, 'tour-4-turn-on');
  await tour.getByRole('button', { name: 'Open World' }).click();
  await person.turnMfaOn();
  await expectStep(page, person, 5, 'Check again');
  await person.message('turn on multifactor').getByRole('button', { name: 'Check me again' }).click();
  await expectStep(page, person, 6, 'Enforce');

  await tour.getByRole('button', { name: 'Be who still lacks it' }).click();
  await person.see(page.getByRole('button', { name: /^You are Keoni/ }));
  await person.turnMfaOn();
  await person.become('Adaeze Okafor');
  await person.openPlace('Muster');
  await enforce(person);
  await person.see(person.modal('Enforce MFA').getByText(/MFA enforcement is on/));
  await closeModal(page);
  await expectStep(page, person, 7, 'And back');

  await person.say('/mfa stop');
  await person
    .modal('Stop enforcing MFA')
    .getByRole('textbox', { name: 'Type STOP to confirm' })
    .pressSequentially('STOP');
  await person.modal('Stop enforcing MFA').getByRole('button', { name: 'Stop enforcing' }).click();
  await person.see(tour.getByText('Tour finished'));
  await closeModal(page);
  await lookAtPage(page, 'tour-finished');
  expect(await playground.stop()).toMatchObject({ code: 0 });
  await page.close();
});

test('the tour can be skipped by keyboard alone', async () => {
  const playground = await runPlayground(await createDataFolder());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const person = sitDown(page);
  await page.goto(playground.url);
  await expectStep(page, person, 1, 'Ask who is missing');
  const skip = tourOf(page).getByRole('button', { name: 'Skip step' });
  await skip.focus();
  for (let number = 2; number <= 7; number += 1) {
    await page.keyboard.press('Enter');
    await person.see(tourOf(page).getByText(`Step ${number} of 7`));
  }
  await page.keyboard.press('Enter');
  await person.see(tourOf(page).getByText('Tour finished'));
  await tourOf(page).getByRole('button', { name: 'Begin again' }).press('Enter');
  await expectStep(page, person, 1, 'Ask who is missing');
  expect(await playground.stop()).toMatchObject({ code: 0 });
  await page.close();
});
