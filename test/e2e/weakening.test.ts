import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lookAtPage } from '../support/playground/browser-page.ts';
import type { PersonAtPage } from '../support/playground/person.ts';
import { be, closeModals, enforce, setClockForward, shareBrowser, stop, walk } from '../support/playground/walking.ts';

const OWNER = 'Adaeze Okafor';
const SECOND = 'Mateo Álvarez';
const MISSING = ['Jonas Lindqvist', 'Keoni Nakamura-Kealoha'];

const browser = shareBrowser();

async function turnOn(page: Page, person: PersonAtPage): Promise<void> {
  for (const name of MISSING) {
    await person.become(name);
    await person.turnMfaOn();
  }
  await be(person, OWNER);
  await person.see((await enforce(person)).getByText(/MFA enforcement is on/));
  await closeModals(page);
}

async function askForTwo(page: Page, person: PersonAtPage): Promise<void> {
  await person.say('/mfa settings');
  const modal = person.modal('Settings');
  await modal.getByRole('radio', { name: /^Takes two/ }).check();
  await lookAtPage(page, 'weakening-1-settings');
  await modal.getByRole('button', { name: 'Save' }).click();
  await person.see(modal.getByText('A second person for what weakens MFA on.'));
  await closeModals(page);
}

/** The request is not carried out yet: the other owner is asked. */
async function askToStop(page: Page, person: PersonAtPage, { reason, howLong }: { reason: string; howLong?: string }) {
  await be(person, OWNER);
  const modal = await stop(person, async (open) => {
    await person.see(open.getByText('A second person has to agree.'));
    await open.getByRole('textbox', { name: 'Reason' }).pressSequentially(reason);
    if (howLong !== undefined) await open.getByRole('radio', { name: howLong }).check();
    if (howLong !== undefined) await lookAtPage(page, 'weakening-6-for-a-while');
  });
  await person.see(modal.getByText('Nothing was changed yet: a second person has to agree.'));
  await person.see(modal.getByText('Muster has asked 1 person. It is done when they approve by'));
}

async function decline(page: Page, person: PersonAtPage): Promise<void> {
  await askToStop(page, person, { reason: 'The help desk is closed' });
  await lookAtPage(page, 'weakening-2-asked');
  await closeModals(page);
  const own = person.message(/you asked to stop enforcing MFA/);
  await person.see(own.getByRole('button', { name: 'Take it back' }));

  await be(person, SECOND);
  const request = person.message(/wants to stop enforcing MFA/);
  await person.see(request.getByText('The help desk is closed'));
  await lookAtPage(page, 'weakening-3-request');
  await request.getByRole('button', { name: 'Decline' }).click();
  await person.see(person.message(/You declined it, so nothing was changed\./));
  await person.see(request.getByText('(edited)'));
  expect(await request.getByRole('button').count()).toBe(0);

  await be(person, OWNER);
  await person.see(person.message(/You asked to stop enforcing MFA\. .*declined it, so nothing was changed\./s));
  await lookAtPage(page, 'weakening-4-declined');
}

async function lapse(page: Page, person: PersonAtPage): Promise<void> {
  await askToStop(page, person, { reason: 'Nobody will read this' });
  await closeModals(page);
  await be(person, SECOND);
  await person.see(person.message('Nobody will read this').getByRole('button', { name: 'Approve' }));
  await setClockForward(person, '1 day');
  await person.see(person.message('Nobody will read this').getByText(/Nobody answered within 24 hours/));
  await be(person, OWNER);
  await person.see(person.message(/You asked to stop enforcing MFA\. Nobody answered within 24 hours/));
  await lookAtPage(page, 'weakening-5-lapsed');
}

async function approve(page: Page, person: PersonAtPage): Promise<void> {
  await askToStop(page, person, { reason: 'Two phones are being replaced', howLong: 'For 1 hour' });
  await closeModals(page);
  await be(person, SECOND);
  const request = person.message('Two phones are being replaced');
  await request.getByRole('button', { name: 'Approve' }).click();
  const confirm = page.getByRole('dialog', { name: 'Approve?' });
  await person.see(confirm.getByText('You agree to stop enforcing MFA for 1 hour. It is done at once.'));
  await lookAtPage(page, 'weakening-7-approve');
  await confirm.getByRole('button', { name: 'Approve' }).click();
  await person.see(person.message(/You approved it, so it is done\./));
  await person.see(person.message(/MFA is no longer enforced in Lumen Works/));
  await lookAtPage(page, 'weakening-8-approved');
  const mail = await person.readMail('mateo@example.com');
  await person.see(mail.getByText('Two phones are being replaced').first());
  await lookAtPage(page, 'weakening-9-mail');
}

async function comeBack(page: Page, person: PersonAtPage): Promise<void> {
  await be(person, OWNER);
  await person.see(person.message(/approved it, so it is done\./));
  await person.say('/mfa status');
  await person.see(person.message(/MFA enforcement is paused until .*Only visible to you/s));
  await lookAtPage(page, 'weakening-10-paused');
  await setClockForward(person, '1 hour');
  await person.see(person.message(/The pause that .* had set is over, so it came back by itself\./));
  await person.say('/mfa status');
  await person.see(person.message(/MFA enforcement is on since .*Only visible to you/s));
  await lookAtPage(page, 'weakening-11-back');
}

test('what weakens MFA takes two: declined, lapsed after 24 hours, approved for an hour, and back by itself', {
  timeout: 300_000,
}, async () => {
  await walk(browser(), 'weakening', async (page, person) => {
    await turnOn(page, person);
    await askForTwo(page, person);
    await decline(page, person);
    await lapse(page, person);
    await approve(page, person);
    await comeBack(page, person);
  });
});
