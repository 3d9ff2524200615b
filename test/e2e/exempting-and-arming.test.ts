import { DateTime } from 'luxon';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lookAtPage } from '../support/playground/browser-page.ts';
import type { PersonAtPage } from '../support/playground/person.ts';
import { be, closeModals, setClockForward, shareBrowser, walk } from '../support/playground/walking.ts';

const OWNER = 'Adaeze Okafor';
const SPONSOR = 'Mateo Álvarez';
const EXEMPT = 'Keoni Nakamura-Kealoha';
const MISSING = 'Jonas Lindqvist';

const browser = shareBrowser();

/** So many days ahead on the owner's clock. */
function ahead(days: number): DateTime {
  return DateTime.now().setZone('Africa/Lagos').plus({ days });
}
const dayOf = (days: number) => ahead(days).toFormat('yyyy-MM-dd');
const momentOf = (days: number) => ahead(days).toFormat("yyyy-MM-dd'T'HH:mm");

async function exempt(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa exempt @keoni');
  const modal = person.modal('Exempt a member');
  await modal.getByRole('textbox', { name: 'Reason' }).pressSequentially('On parental leave');
  await modal.getByRole('button', { name: 'Sponsor Choose a person' }).click();
  await page.getByRole('searchbox', { name: 'Search people' }).pressSequentially('Mateo');
  await page
    .getByRole('button', { name: new RegExp(SPONSOR) })
    .last()
    .click();
  await modal.getByLabel('Last day').fill(dayOf(200));
  await modal.getByRole('button', { name: 'Exempt' }).click();
  await person.see(modal.getByText(/90 days/).last());
  await lookAtPage(page, 'exempting-1-too-long');
  await modal.getByLabel('Last day').fill(dayOf(20));
  await modal.getByRole('button', { name: 'Exempt' }).click();
  await person.see(modal.getByText(/not counted|is exempt/));
  await lookAtPage(page, 'exempting-2-done');
  await closeModals(page);
  await person.say('/mfa members exempt');
  const list = person.modal('Members and MFA');
  await person.see(list.getByText('Exempt: 1'));
  await person.see(list.getByText(EXEMPT));
  await person.see(list.getByText(new RegExp(`exempt until .*${ahead(20).toFormat('LLL d')}.*11:59`)));
  await lookAtPage(page, 'exempting-3-list');
  await closeModals(page);
}

/** A new campaign that ends in enforcement; the word is asked for under the choice. */
async function fillIn(modal: Locator, outcome: string): Promise<void> {
  await modal.getByLabel('What happens then').selectOption({ label: outcome });
  await modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' }).waitFor();
}

async function armWhenReady(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa schedule');
  const modal = person.modal('Schedule reminders');
  await modal.getByRole('textbox', { name: /^A message of your own/ }).pressSequentially('Coffee afterwards?');
  await fillIn(modal, 'Enforce MFA as soon as everyone has it');
  const word = modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' });
  await word.pressSequentially('enforce');
  await modal.getByLabel('Deadline').fill(momentOf(3_650));
  await modal.getByRole('button', { name: 'Start' }).click();
  await person.see(modal.getByText('This is more than a year away. Pick a moment within a year.'));
  await lookAtPage(page, 'arming-1-too-far');
  await modal.getByLabel('Deadline').fill(momentOf(30));
  await modal.getByRole('button', { name: 'Start' }).click();
  await person.see(modal.getByText(/type ENFORCE in capital letters/));
  expect(await modal.getByRole('textbox', { name: /^A message of your own/ }).inputValue()).toBe('Coffee afterwards?');
  await word.scrollIntoViewIfNeeded();
  await lookAtPage(page, 'arming-2-wrong-word');
  await word.fill('ENFORCE');
  await modal.getByRole('button', { name: 'Start' }).click();
  await person.see(modal.getByText('The campaign runs.'));
  await person.see(modal.getByText('MFA enforcement is armed:'));
  await lookAtPage(page, 'arming-3-runs');
  await closeModals(page);
  await person.see(person.message(/armed MFA enforcement in Lumen Works/));
}

async function disarm(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa status');
  const status = person.message(/It is armed/);
  await status.getByRole('button', { name: 'Disarm' }).click();
  const confirm = page.getByRole('dialog', { name: 'Disarm?' });
  await person.see(confirm);
  await lookAtPage(page, 'arming-4-disarm');
  await confirm.getByRole('button', { name: 'Disarm' }).click();
  await person.see(person.message(/MFA enforcement is disarmed/));
  await person.see(person.message(/disarmed MFA enforcement in Lumen Works/));
  await lookAtPage(page, 'arming-5-disarmed');
}

async function choose(page: Page, list: Locator, item: string): Promise<void> {
  await list.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function changeAndEnd(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa schedule');
  const list = person.modal('Campaigns');
  await person.see(list.getByText('Everyone who lacks MFA until'));
  await person.see(list.getByText('At the deadline: Nothing, because enforcement was taken back.'));
  await list.getByRole('button', { name: 'More actions' }).click();
  await lookAtPage(page, 'campaign-6-menu');
  await page.getByRole('menuitem', { name: 'Change' }).click();
  const change = person.modal('Change the campaign');
  await change.getByLabel('How often', { exact: true }).selectOption({ label: 'Firm' });
  const outcome = change.getByLabel('What happens then');
  await outcome.selectOption({ label: 'Tell the owners how it went' });
  await change.getByRole('button', { name: 'Save' }).click();
  await person.see(change.getByText(/^This is chosen when a campaign starts\./));
  await outcome.scrollIntoViewIfNeeded();
  await lookAtPage(page, 'campaign-7-change');
  await outcome.selectOption({ label: 'Enforce MFA as soon as everyone has it' });
  await change.getByRole('button', { name: 'Save' }).click();
  await person.see(change.getByText('Reminders that are still to come follow'));
  await closeModals(page);

  await person.say('/mfa schedule');
  await choose(page, list, 'Pause');
  await person.see(list.getByText('Paused. Everyone who lacks MFA'));
  await lookAtPage(page, 'campaign-8-paused');
  await choose(page, list, 'Resume');
  await list.getByText('Paused. Everyone').waitFor({ state: 'detached' });
  await choose(page, list, 'End');
  const end = person.modal('End the campaign');
  await person.see(end.getByText('Nobody gets another reminder of this campaign.'));
  await lookAtPage(page, 'campaign-9-end');
  await end.getByRole('button', { name: 'End it' }).click();
  await person.see(end.getByText('The campaign has ended.'));
  await closeModals(page);
}

async function armByDate(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa schedule');
  const modal = person.modal('Schedule reminders');
  await modal.getByLabel('Deadline').fill(momentOf(8));
  await fillIn(modal, 'Enforce MFA at the deadline');
  await modal.getByRole('textbox', { name: 'Type ENFORCE to confirm' }).fill('ENFORCE');
  await modal.getByRole('button', { name: 'Start' }).click();
  await person.see(modal.getByText('The campaign runs.'));
  await closeModals(page);
  await person.see(person.message(/set a date for MFA enforcement in Lumen Works/));
  await person.openPlace('Home');
  await person.see(page.getByText(/MFA enforcement is scheduled for/));
  await lookAtPage(page, 'arming-6-scheduled');
}

/** A week before, a day before, and on the date. */
async function turnsOn(page: Page, person: PersonAtPage): Promise<void> {
  await be(person, MISSING);
  const notice = person.message(/MFA\) is mandatory for every member/);
  await setClockForward(person, '1 day');
  await person.see(notice);
  await lookAtPage(page, 'arming-7-week-before');
  const before = await page
    .getByRole('article')
    .filter({ hasText: /MFA\) is mandatory for every/ })
    .count();
  for (let days = 0; days < 6; days += 1) await setClockForward(person, '1 day');
  await expect
    .poll(() =>
      page
        .getByRole('article')
        .filter({ hasText: /MFA\) is mandatory for every/ })
        .count(),
    )
    .toBeGreaterThan(before);
  await lookAtPage(page, 'arming-8-day-before');
  await setClockForward(person, '1 day');
  const required = person.message(/Lumen Works now requires multifactor authentication/);
  await person.see(required.getByText(/Please do it by/));
  await lookAtPage(page, 'arming-9-on');
  await be(person, OWNER);
  const told = person.message(/has come, so it turned on by itself/);
  await person.see(told.getByText(/MFA is still off for 1 person/));
  await lookAtPage(page, 'arming-10-owner-told');
  await be(person, MISSING);
  await person.turnMfaOn();
  await required.getByRole('button', { name: 'Check me again' }).click();
  await person.see(person.message('Thank you! Your MFA is on.'));
}

async function exemptionEnds(page: Page, person: PersonAtPage): Promise<void> {
  await be(person, SPONSOR);
  await setClockForward(person, '1 week');
  await person.see(person.message(/The exemption of .* ends/));
  await lookAtPage(page, 'exempting-4-sponsor');
  await be(person, EXEMPT);
  await setClockForward(person, '1 week');
  await person.see(person.message(/Lumen Works now requires multifactor authentication.*Please do it by/s));
  await lookAtPage(page, 'exempting-5-ended');
  await be(person, OWNER);
  await person.say('/mfa members exempt');
  const list = person.modal('Members and MFA');
  await person.see(list.getByText('Nobody is exempt.'));
  await lookAtPage(page, 'exempting-6-nobody');
  await closeModals(page);
}

test('one is exempt for a while; a campaign is armed, disarmed, changed, ended; another ends in enforcement on its date', {
  timeout: 300_000,
}, async () => {
  await walk(browser(), 'exempting-and-arming', async (page, person) => {
    await person.openPlace('Muster');
    await exempt(page, person);
    await armWhenReady(page, person);
    await disarm(page, person);
    await changeAndEnd(page, person);
    await armByDate(page, person);
    await turnsOn(page, person);
    await exemptionEnds(page, person);
  });
});
