import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage, takePicture } from '../support/playground/browser-page.ts';
import { ensureBuilt } from '../support/playground/built.ts';
import { type PersonAtPage, sitDown } from '../support/playground/person.ts';
import { createDataFolder, runPlayground } from '../support/playground/run-playground.ts';

const OWNER = 'Adaeze Okafor';
const OTHER_OWNER = 'Mateo Álvarez';
const MISSING = [
  { name: 'Jonas Lindqvist', address: 'jonas@example.com' },
  { name: 'Keoni Nakamura-Kealoha', address: 'keoni@example.com' },
];
const README_PICTURE = path.resolve(import.meta.dirname, '../../docs/images/playground.png');

let browser: Browser;

beforeAll(async () => {
  await ensureBuilt();
  browser = await launchBrowser();
}, 180_000);
afterAll(() => browser.close());

/** The picture that README opens with; written anew only when somebody asks for it. */
async function takeReadmePicture(page: Page): Promise<void> {
  if (process.env['UPDATE_IMAGES'] !== '1') return;
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.screenshot({ path: README_PICTURE });
}

async function enforce(person: PersonAtPage): Promise<void> {
  await person.say('/mfa enforce');
  const modal = person.modal('Enforce MFA');
  await modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' }).pressSequentially('ENFORCE');
  await modal.getByRole('button', { name: 'Enforce MFA' }).click();
}

async function refuse(page: Page, person: PersonAtPage): Promise<void> {
  await person.openPlace('Home');
  await person.see(page.getByText('6 of 8 counted members have MFA on'));
  await takeReadmePicture(page);
  await lookAtPage(page, 'story-1-home');
  await person.openPlace('Muster');
  await enforce(person);
  const modal = person.modal('Enforce MFA');
  await person.see(modal.getByText('2 people still need to turn MFA on'));
  for (const { name } of MISSING) await person.see(modal.getByText(name));
  await lookAtPage(page, 'story-2-refused');
  await modal.getByRole('button', { name: /^Send MFA reminder/ }).click();
  await person.modal('Send MFA reminder?').getByRole('button', { name: 'Send' }).click();
  const round = person.modal('Send MFA reminder');
  await person.see(round.getByText('Done: Muster sent 2 reminders.'));
  await lookAtPage(page, 'story-3-reminded');
  await page.keyboard.press('Escape');
  await round.waitFor({ state: 'detached' });
}

async function comply(page: Page, person: PersonAtPage, name: string, address: string): Promise<void> {
  await person.become(name);
  await person.openPlace('Muster');
  const reminder = person.message(/turn on multifactor authentication|Your MFA is on/);
  await person.see(reminder.getByText(OWNER));
  await lookAtPage(page, `story-4-reminder-${address}`);
  const mail = await person.readMail(address);
  await person.see(mail.getByText(/multifactor authentication/i).first());
  await lookAtPage(page, `story-5-mail-${address}`);
  await person.openPlace('Muster');
  await person.turnMfaOn();
  await reminder.getByRole('button', { name: 'Check me again' }).click();
  await person.see(reminder.getByText('Thank you! Your MFA is on.'));
  await person.see(reminder.getByText('(edited)'));
  expect(await reminder.getByRole('button').count()).toBe(0);
  await lookAtPage(page, `story-6-thank-you-${address}`);
}

async function enforceNow(page: Page, person: PersonAtPage): Promise<void> {
  await person.become(OWNER);
  await person.openPlace('Muster');
  await enforce(person);
  const modal = person.modal('Enforce MFA');
  await person.see(modal.getByText(/MFA enforcement is on/));
  await lookAtPage(page, 'story-7-enforced');
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  await person.see(person.message(/MFA enforcement is on/));
}

async function isOn(person: PersonAtPage): Promise<void> {
  await person.say('/mfa status');
  await person.see(person.message(/MFA enforcement is on since .*Only visible to you/s));
}

async function stop(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa stop');
  const modal = person.modal('Stop enforcing MFA');
  await modal.getByRole('textbox', { name: 'Reason' }).pressSequentially('A new identity provider');
  await modal.getByRole('textbox', { name: 'Type STOP to confirm' }).pressSequentially('STOP');
  await lookAtPage(page, 'story-8-stop');
  await modal.getByRole('button', { name: 'Stop enforcing' }).click();
  await person.see(modal.getByText('MFA enforcement is off.'));
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  await person.say('/mfa status');
  await person.see(person.message(/MFA enforcement is off\..*Only visible to you/s));
}

async function hearOfStop(page: Page, person: PersonAtPage, name: string, address: string): Promise<void> {
  await person.become(name);
  await person.openPlace('Muster');
  await person.see(person.message(/A new identity provider/));
  const mail = await person.readMail(address);
  await person.see(mail.getByText('A new identity provider').first());
  await lookAtPage(page, `story-9-stopped-${address}`);
}

test('a person plays the whole story: refused, reminded, checked again, enforced, restarted, stopped', {
  timeout: 300_000,
}, async () => {
  const folder = await createDataFolder();
  const first = await runPlayground(folder);
  expect(first.startedInMs).toBeLessThan(20_000);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFailed(() => takePicture(page, 'story-failed'));
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  const person = sitDown(page);

  await page.goto(first.url);
  await refuse(page, person);
  for (const { name, address } of MISSING) await comply(page, person, name, address);
  await enforceNow(page, person);
  await isOn(person);

  expect(await first.stop()).toMatchObject({ code: 0 });
  await person.see(page.getByRole('alert').getByText('does not answer'));
  await lookAtPage(page, 'story-offline');
  const second = await runPlayground(folder, ['--port', new URL(first.url).port]);
  expect(second.startedInMs).toBeLessThan(20_000);
  // The page comes back by itself, and so does the state.
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await isOn(person);

  await stop(page, person);
  await hearOfStop(page, person, OWNER, 'adaeze@example.com');
  await hearOfStop(page, person, OTHER_OWNER, 'mateo@example.com');
  expect(await second.stop()).toMatchObject({ code: 0 });
  expect(broken).toEqual([]);
  await page.close();
});
