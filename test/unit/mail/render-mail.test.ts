import { describe, expect, it } from 'vitest';
import type { MailMessage } from '../../../src/domain/message.ts';
import { renderMail } from '../../../src/mail/render-mail.ts';
import { linus, person, type SampleName, samples, scalewayGuide, slackGuide } from './samples.ts';

const everySample = Object.entries<MailMessage>(samples);

/** The sentences that must stand in the subject and the text, and so in the HTML. */
const SENTENCES: Record<SampleName, readonly [subject: string, ...sentences: string[]]> = {
  reminder_manual: [
    'Please turn on MFA for Acme Rockets',
    'Grace Hopper asks you to turn on multifactor authentication (MFA) for your Slack account at Acme Rockets.',
    'Please do this by Tuesday 1 December 2026, 17:00 UTC.',
    'When it is on, press “Check me again” in Muster’s message in Slack, and this reminder is closed.',
  ],
  reminder_two_directories: ['Please turn on MFA for Acme Rockets', 'for your Slack and Scaleway accounts'],
  reminder_campaign: [
    'Please turn on MFA for Acme Rockets',
    'Grace Hopper asks you to turn on multifactor authentication (MFA)',
    'Their message: “We handle patient data: please help.”',
    'You were away, so you have 3 days more.',
  ],
  reminder_named_account: [
    'Please turn on MFA for Acme Rockets',
    'for your GitHub (octocat) and Scaleway accounts',
    'Turn on MFA in GitHub (octocat)',
  ],
  reminder_violation: [
    'MFA is off for your Slack account at Acme Rockets',
    'the last check found it off for your Slack account. That can happen, for example with a new phone.',
  ],
  reminder_scheduled: [
    'MFA becomes mandatory at Acme Rockets',
    'From Tuesday 1 December 2026, 17:00 UTC on, Acme Rockets requires',
  ],
  reminder_required: ['MFA is mandatory at Acme Rockets now', 'Please do this by Tuesday 1 December 2026, 17:00 UTC.'],
  reminder_welcome: [
    'Welcome to Acme Rockets: one step to go',
    'The moment it is on, you are in; nobody has to approve it.',
  ],
  closed_enabled: ['Thank you: your MFA for Acme Rockets is on', 'There is nothing left to do.'],
  closed_admitted: ['You are in: your MFA for Acme Rockets is on', 'you are a full member of Acme Rockets now'],
  closed_no_longer_required: ['Nothing left to do about MFA for Acme Rockets', 'so the reminder is closed.'],
  not_required_anymore: ['MFA is no longer required at Acme Rockets', 'You are a full member now'],
  enforcement_on: [
    'MFA enforcement is on at Acme Rockets',
    'MFA is now mandatory for every member of Acme Rockets.',
    '42 of 42 counted members',
    '2 members',
  ],
  enforcement_on_by_date: [
    'MFA enforcement is on at Acme Rockets',
    'The date has come that was set by Grace Hopper, so it turned on by itself.',
    'MFA is still off for 2 members.',
  ],
  enforcement_armed: ['MFA enforcement is armed at Acme Rockets', 'as soon as a reading finds everyone ready'],
  enforcement_scheduled: [
    'MFA enforcement has a date at Acme Rockets',
    'by itself on Tuesday 1 December 2026, 17:00 UTC, whoever is missing',
  ],
  enforcement_disarmed: ['The date of MFA enforcement is cancelled at Acme Rockets', 'Taken back by Grace Hopper.'],
  enforcement_waits: ['MFA enforcement has not turned on yet at Acme Rockets', 'there was no complete reading since'],
  enforcement_lapsed: ['MFA enforcement did not turn on at Acme Rockets', 'who no longer has the permission'],
  enforcement_paused: ['MFA is no longer enforced at Acme Rockets', 'Tuesday 1 December 2026, 17:00 UTC'],
  approval_requested: [
    'A second person is asked for at Acme Rockets',
    'Grace Hopper wants to stop enforcing MFA at Acme Rockets.',
    'The sign-in service is down.',
  ],
  approval_requested_own: [
    'Your request at Acme Rockets waits for a second person',
    'You asked to stop enforcing MFA at Acme Rockets.',
    'the button “Take it back”.',
  ],
  approval_ended: ['Your request at Acme Rockets was declined', 'It was declined, so nothing was changed.'],
  enforcement_stopped: [
    'MFA is no longer enforced at Acme Rockets',
    'Grace Hopper',
    'Tuesday 24 November 2026, 09:15 UTC',
    'The sign-in service is down and nobody can get in.',
    'Members are no longer required to have MFA.',
    'event 128',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ],
  enforcement_stopped_by_server: [
    'MFA is no longer enforced at Acme Rockets',
    'Someone at the command line of Muster’s server',
    'No reason was given.',
  ],
  enforce_result_enforced: ['MFA enforcement is on at Acme Rockets', 'All 42 counted members have MFA'],
  enforce_result_refused: [
    'MFA enforcement was not turned on at Acme Rockets',
    '2 of 42 counted members are not enabled: 1 is missing and 1 is unknown.',
    'Nothing has changed.',
  ],
  accounts_locked: ['Muster has locked 1 member of Acme Rockets', 'in Scaleway: their MFA was off'],
  locks_waiting: ['7 locks wait for your consent at Acme Rockets', 'nobody more is locked until somebody'],
  unlock_failed: ['Muster could not unlock an account at Acme Rockets', 'It tries again until it does.'],
  account_locked: [
    'Your access to Acme Rockets is locked until MFA is on',
    'so your Scaleway account is locked.',
    'they can let you in for a while',
  ],
  account_unlocked: ['Your access to Acme Rockets is unlocked', 'Your Scaleway account at Acme Rockets is unlocked'],
  reminder_locked: ['Please turn on MFA for Acme Rockets', 'Your Scaleway account is locked'],
  campaign_deadline: ['The deadline for MFA at Acme Rockets has passed', 'With MFA now', 'Still without'],
  milestone: ['Everybody has MFA at Acme Rockets', '42 of 42 counted members of Acme Rockets have MFA on.'],
  weekly_summary: [
    'MFA at Acme Rockets: 40 of 42 counted members',
    'Change since last week',
    'Do not answer',
    'Exemptions that end soon',
  ],
  round_failed: ['MFA reminders were not sent at Acme Rockets', 'The directory did not answer. Please try again.'],
  round_finished: [
    'MFA at Acme Rockets: 40 of 43 reminders sent',
    'Your round of MFA reminders is finished: 40 of 43 reminders went out.',
    '2 people were left out',
    '1 reminder could not be delivered.',
  ],
  violation_opened: [
    'MFA is off for 1 member of Acme Rockets',
    'there is time until Tuesday 1 December 2026, 17:00 UTC',
  ],
  violations_overdue: ['3 members of Acme Rockets still without MFA', 'The grace period of 3 members'],
  status_unknown: ['MFA is unknown for 5 of 42 counted members of Acme Rockets', 'Unknown is not off'],
  reading_held: ['A reading of Slack is held at Acme Rockets', '12 of 42 members would be deactivated.'],
  exemption_ending: ['An exemption at Acme Rockets ends soon', 'From then on MFA counts for that member again'],
  help_requested: ['Someone at Acme Rockets asks you for help with MFA', 'They pressed “I need help”'],
  slack_disconnected: ['Muster is disconnected from Acme Rockets in Slack', 'Nothing else has changed'],
  invitation: [
    'You are invited to Acme Rockets: set up MFA to get in',
    'Everyone at Acme Rockets has multifactor authentication (MFA), and you need it to be let in.',
    'First, look for another email from Scaleway: it brings you your account.',
    'Then turn on MFA for your Slack and Scaleway accounts.',
    'This invitation ends on Tuesday 1 December 2026, 17:00 UTC.',
  ],
  invitation_plain: [
    'You are invited to Acme Rockets: set up MFA to get in',
    'Everyone at Acme Rockets is asked to have multifactor authentication (MFA).',
    'First, sign in with the account that Acme Rockets gives you.',
    'You did not expect this? Then do nothing, and nothing happens.',
  ],
};

const HOSTILE = '"><b>Eve</b>\r\nBcc: x@evil.example <https://evil.example/a>, \u202e👩‍🚀';

function withHostileText(message: MailMessage): MailMessage {
  const hostile = { recipient: person(HOSTILE), organizationName: HOSTILE };
  const by = { type: 'person', person: person(HOSTILE) } as const;
  switch (message.kind) {
    case 'reminder':
      return { ...message, ...hostile, requestedBy: person(HOSTILE) };
    case 'enforcement_on':
    case 'enforcement_armed':
    case 'enforcement_disarmed':
    case 'enforcement_lapsed':
      return { ...message, ...hostile, by };
    case 'enforcement_stopped':
      return { ...message, ...hostile, by, reason: HOSTILE };
    case 'approval_requested':
    case 'approval_ended':
      return { ...message, ...hostile, by: person(HOSTILE), reason: HOSTILE };
    case 'reading_held':
      return { ...message, ...hostile, reason: HOSTILE };
    case 'invitation':
      return { ...message, organizationName: HOSTILE, invitedTo: [HOSTILE] };
    default:
      return { ...message, ...hostile };
  }
}

describe('mails', () => {
  it.each(everySample)('%s says in subject, text and HTML what it must', async (name, message) => {
    const mail = await renderMail(message);
    const [subject, ...sentences] = Object.entries(SENTENCES).find(([sample]) => sample === name)?.[1] ?? [];
    expect(mail.subject).toBe(subject);
    for (const sentence of sentences) {
      expect(mail.text).toContain(sentence);
      expect(mail.html).toContain(sentence);
    }
  });

  it.each(everySample)('%s greets, names the organization, and says why it came', async (_name, message) => {
    const { text, html } = await renderMail(message);
    // Of somebody who is invited nothing is known but the address.
    expect(text).toMatch(message.kind === 'invitation' ? /^Hello,$/m : /^Hello Ada Lovelace,$/m);
    expect(text).toMatch(/\n-- \nYou get this email because .*Acme Rockets.*\n$/);
    expect(html).toContain('You get this email because');
  });

  it.each(everySample)('%s is readable on a phone, in dark mode and by a screen reader', async (_name, message) => {
    const { html, subject } = await renderMail(message);
    expect(html).toContain('lang="en"');
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html).toContain('max-width:560px');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<table/g)?.length).toBe(html.match(/<table[^>]*role="presentation"/g)?.length);
    expect(html).not.toMatch(/<img|<script|http-equiv="refresh"/i);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  });

  it('a reminder links to where this person turns MFA on, once for each directory', async () => {
    const { html, text } = await renderMail(samples.reminder_two_directories);
    for (const { directoryLabel, setupUrl } of [slackGuide, scalewayGuide]) {
      expect(html.match(new RegExp(`href="${setupUrl}"`, 'g'))).toHaveLength(2);
      expect(text).toContain(`Turn on MFA in ${directoryLabel}:\n${setupUrl}\n`);
    }
  });

  it.each(['violation_opened', 'violations_overdue', 'help_requested', 'enforce_result_refused'] as const)(
    '%s names nobody who is without MFA',
    async (name) => {
      const { subject, html, text } = await renderMail(samples[name]);
      expect(subject + html + text).not.toContain(linus.name);
      expect(subject + html + text).not.toContain('octocat');
    },
  );

  it.each(everySample)('%s takes hostile names for what they are: text', async (_name, message) => {
    const { subject, html, text } = await renderMail(withHostileText(message));
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(html).not.toContain('<b>');
    expect(html).not.toMatch(/href="[^"]*evil/);
    expect(subject + html + text).not.toMatch(/evil\.example|x@evil|:\/\/evil/);
    expect(text).not.toMatch(/^Bcc:/m);
  });
});
