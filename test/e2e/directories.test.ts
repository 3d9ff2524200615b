import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'dotenv';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { lookAtPage, takePicture } from '../support/playground/browser-page.ts';
import { ensureBuilt } from '../support/playground/built.ts';
import { type PersonAtPage, sitDown } from '../support/playground/person.ts';
import { createDataFolder, type PlaygroundRun, runPlayground } from '../support/playground/run-playground.ts';
import { runMuster } from '../support/process.ts';

const OWNER = 'Adaeze Okafor';
const JONAS = 'Jonas Lindqvist';
const HANA = 'Hana Kobayashi';
const KEONI = 'Keoni Nakamura-Kealoha';
const SLACK = 'Slack’s own MFA';
const SCALEWAY = 'MFA at Scaleway';
const FILE = 'MFA in people.csv';
const LIMIT = { timeout: 300_000 };

let browser: Browser;
beforeAll(async () => {
  await ensureBuilt();
  browser = await launchBrowser();
}, 180_000);
afterAll(() => browser.close());

async function open({ url }: PlaygroundRun, name: string): Promise<{ page: Page; person: PersonAtPage }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  onTestFailed(() => takePicture(page, `${name}-failed`));
  await page.goto(url);
  await page.getByRole('button', { name: 'Close the tour' }).click();
  return { page, person: sitDown(page) };
}

async function closeModals(page: Page): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) {
    const top = await page.getByRole('dialog').count();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBeLessThan(top);
  }
}

async function be(person: PersonAtPage, name: string): Promise<void> {
  await person.become(name);
  await person.openPlace('Muster');
}

/** Types the word that the command asks for. */
async function confirm(person: PersonAtPage, command: 'enforce' | 'stop', title: string, button: string) {
  await person.say(`/mfa ${command}`);
  const modal = person.modal(title);
  const word = command.toUpperCase();
  await modal.getByRole('textbox', { name: `Type ${word} to confirm` }).pressSequentially(word);
  await modal.getByRole('button', { name: button }).click();
  return modal;
}
const enforce = (person: PersonAtPage) => confirm(person, 'enforce', 'Enforce MFA', 'Enforce MFA');

/** Refused with the names of those who lack MFA, who are then reminded. */
async function refuse(page: Page, person: PersonAtPage, names: readonly string[]): Promise<void> {
  await person.openPlace('Muster');
  const modal = await enforce(person);
  await person.see(modal.getByText(`${names.length} people still need to turn MFA on`));
  for (const name of names) await person.see(modal.getByText(name));
  await modal.getByRole('button', { name: /^Send MFA reminder/ }).click();
  await person.modal('Send MFA reminder?').getByRole('button', { name: 'Send' }).click();
  await person.see(person.modal('Send MFA reminder').getByText(`Done: Muster sent ${names.length} reminders.`));
  await closeModals(page);
}

async function succeed(page: Page, person: PersonAtPage): Promise<void> {
  await be(person, OWNER);
  const modal = await enforce(person);
  await person.see(modal.getByText(/MFA enforcement is on/));
  await closeModals(page);
}

async function setClockForward(person: PersonAtPage, by: '1 hour' | '1 week'): Promise<void> {
  await person.world.getByRole('button', { name: `Set the clock forward by ${by}` }).click();
}

async function stop(page: Page, person: PersonAtPage): Promise<void> {
  await be(person, OWNER);
  const modal = await confirm(person, 'stop', 'Stop enforcing MFA', 'Stop enforcing');
  await person.see(modal.getByText('MFA enforcement is off.'));
  await closeModals(page);
  await person.see(person.message(/MFA is no longer (enforced|required)|MFA enforcement is off/));
}

/** `muster doctor`, pointed at the playground that runs. */
async function askDoctor(folder: string): Promise<void> {
  const settings = parse(await readFile(path.join(folder, 'playground.env')));
  const { code, stdout } = await runMuster(['doctor'], settings).ended;
  expect(stdout).toMatch(/Directory scaleway .*8 accounts, MFA is shown for 8; .*lock and unlock, invite/);
  expect(stdout).toContain('All is well.');
  expect(code).toBe(0);
}

/** Owners are asked in `/mfa settings` whether Muster locks. */
async function optIn(page: Page, person: PersonAtPage): Promise<void> {
  await be(person, OWNER);
  await person.say('/mfa settings');
  const modal = person.modal('Settings');
  await modal.getByRole('button', { name: 'See who would be locked' }).click();
  const dryRun = person.modal('Locked accounts');
  await person.see(dryRun.getByText('Would be locked now'));
  await person.see(dryRun.getByText(JONAS));
  await lookAtPage(page, 'directories-4-dry-run');
  await page.keyboard.press('Escape');
  await dryRun.waitFor({ state: 'detached' });
  await modal.getByText('Lock the account until MFA is on').click();
  await modal.getByRole('button', { name: 'Save' }).click();
  await person.see(person.modal('Settings').getByText(/Locking on/));
  await closeModals(page);
}

test(
  'with Scaleway beside Slack: reminded of the account that lacks MFA, enforced, drifted, locked, unlocked, stopped',
  LIMIT,
  async () => {
    const folder = await createDataFolder();
    const playground = await runPlayground(folder, ['--directories', 'slack,scaleway']);
    const { page, person } = await open(playground, 'directories-scaleway');
    await person.openPlace('Home');
    await person.see(page.getByText('5 of 8 counted members have MFA on'));
    await lookAtPage(page, 'directories-1-home');
    await askDoctor(folder);
    await refuse(page, person, [JONAS, HANA, KEONI]);

    // Each hears of the account that lacks it, and of no other.
    await be(person, HANA);
    await person.see(person.message(/turn on multifactor authentication \(MFA\) for Scaleway, so/));
    await lookAtPage(page, 'directories-2-reminder');
    await person.switchMfa(SCALEWAY, 'On');
    await person.message('turn on multi').getByRole('button', { name: 'Check me again' }).click();
    await person.see(person.message('Thank you! Your MFA is on.'));
    await be(person, KEONI);
    await person.see(person.message(/turn on multifactor authentication \(MFA\) for Slack, so/));
    await person.switchMfa(SLACK, 'App');
    await be(person, JONAS);
    await person.see(person.message(/turn on multifactor authentication \(MFA\) for Slack and Scaleway, so/));
    const mail = await person.readMail('jonas@example.com');
    await person.see(mail.getByText('Scaleway').first());
    await be(person, JONAS);
    await person.switchMfa(SLACK, 'App');
    await person.switchMfa(SCALEWAY, 'On');
    await succeed(page, person);

    // Jonas loses it at Scaleway: a reading tells, and after the grace period owners hear of it.
    await be(person, JONAS);
    await person.switchMfa(SCALEWAY, 'Off');
    await setClockForward(person, '1 hour');
    await person.see(person.message(/for Scaleway is off for you at the moment/));
    await lookAtPage(page, 'directories-3-drifted');
    await setClockForward(person, '1 week');
    await be(person, OWNER);
    await person.see(person.message(/has not locked them/));
    await optIn(page, person);
    await person.see(person.message(/has locked 1 person of Lumen Works in Scaleway/));
    await lookAtPage(page, 'directories-5-owner-told');

    await be(person, JONAS);
    await person.see(person.message(/Your Scaleway account at Lumen Works is locked/));
    await person.see(person.world.getByText('Cannot sign in there.'));
    await person.see(page.getByRole('button', { name: /^You are Jonas Lindqvist.*Locked/ }));
    await lookAtPage(page, 'directories-6-locked');
    await page.getByRole('button', { name: /^You are / }).click();
    await person.see(page.getByRole('dialog').getByRole('button', { name: /^Jonas Lindqvist.*Locked$/ }));
    await lookAtPage(page, 'directories-7-people');
    await page.keyboard.press('Escape');
    // Opened by hand it covers the page on a phone.
    await page.getByRole('button', { name: 'Close World' }).click();
    await page.getByRole('banner').getByRole('button', { name: 'World' }).click();
    await lookAtPage(page, 'directories-8-world');

    await person.switchMfa(SCALEWAY, 'On');
    await person.say('/mfa check');
    await person.see(person.message(/Your Scaleway account at Lumen Works is unlocked/));
    await person.world.getByText('Cannot sign in there.').waitFor({ state: 'detached' });
    await lookAtPage(page, 'directories-9-unlocked');
    await stop(page, person);
    expect(await playground.stop()).toMatchObject({ code: 0 });
    await page.close();
  },
);

test(
  'with a CSV file alone: its lines are read, switched on the page and edited by hand, and nobody is locked',
  LIMIT,
  async () => {
    const folder = await createDataFolder();
    const playground = await runPlayground(folder, ['--directories', 'csv']);
    const { page, person } = await open(playground, 'directories-csv');
    const file = path.join(folder, 'people.csv');
    await person.openPlace('Home');
    await person.see(page.getByText('6 of 8 counted members have MFA on'));
    await person.see(person.world.getByText(file));
    await lookAtPage(page, 'directories-csv-1-home');
    await refuse(page, person, [JONAS, HANA]);

    await be(person, JONAS);
    await person.see(person.message(/turn on multifactor authentication/));
    await lookAtPage(page, 'directories-csv-2-reminder');
    await person.switchMfa(FILE, 'On');
    expect(await readFile(file, 'utf8')).toMatch(/^jonas@example.com,Jonas Lindqvist,enabled,/m);
    await person.message(/turn on multifactor authentication|Thank you/).waitFor();
    await person.see(person.message('Thank you! Your MFA is on.'));

    // The file is the visitor's as well: the page and Muster see what was written into it.
    await be(person, HANA);
    await writeFile(file, (await readFile(file, 'utf8')).replace(/(Hana Kobayashi),disabled/, '$1,enabled'));
    await person.see(page.getByRole('button', { name: /^You are Hana Kobayashi.*MFA on/ }));
    await person.see(person.message('Thank you! Your MFA is on.'));
    await succeed(page, person);

    await be(person, JONAS);
    await person.switchMfa(FILE, 'Off');
    await person.see(person.message(/is off for you at the moment/));
    await setClockForward(person, '1 week');
    await be(person, OWNER);
    await person.see(person.message(/Jonas Lindqvist.*(cannot|has not) lock/s));
    await lookAtPage(page, 'directories-csv-3-overdue');
    await stop(page, person);
    expect(await playground.stop()).toMatchObject({ code: 0 });
    await page.close();
  },
);
