import { DateTime } from 'luxon';
import type { Person } from '../domain/member.ts';
import {
  type AuditHead,
  type Doer,
  guideLabel,
  type MailMessage,
  type Message,
  type SetupGuide,
} from '../domain/message.ts';
import { typed } from './typed.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Tuesday 24 November 2026, 09:15 UTC`: mail crosses time zones, so the zone is always said. */
export function dateInWords(at: Date): string {
  return DateTime.fromJSDate(at, { zone: 'utc' }).setLocale('en-GB').toFormat("cccc d LLLL yyyy, HH:mm 'UTC'");
}

export function nameOf(person: Person): string {
  return typed(person.name) || 'a member';
}

export function organizationOf(message: Pick<MailMessage, 'organizationName'>): string {
  return typed(message.organizationName) || 'your organization';
}

export function greeting(message: Message): string {
  const name = typed(message.recipient.name);
  return name === '' ? 'Hello,' : `Hello ${name},`;
}

export function doerName(doer: Doer): string {
  switch (doer.type) {
    case 'person':
      return nameOf(doer.person);
    case 'server':
      return 'Someone at the command line of Muster’s server';
    case 'muster':
      return 'Muster, by itself';
  }
}

export function counted(amount: number, one: string, many: string): string {
  return `${amount.toLocaleString('en-GB')} ${amount === 1 ? one : many}`;
}

/** `Slack and Scaleway`. */
export function labelsInWords(labels: readonly string[]): string {
  return list.format(labels.map((label) => typed(label)));
}

/** `your Slack account`, `your Slack and Scaleway accounts`. */
export function accountsOf(guides: readonly SetupGuide[]): string {
  const labels = guides.map((guide) => typed(guideLabel(guide)));
  return `your ${list.format(labels)} ${labels.length === 1 ? 'account' : 'accounts'}`;
}

export function auditHeadInWords(head: AuditHead): string[] {
  return [
    `Audit trail at this moment: event ${head.sequence}, with the hash`,
    head.hash,
    'Keep this email: if the trail is ever rewritten, the two no longer match.',
  ];
}

export function ownerFooter(message: Message): string {
  return `You get this email because you are an owner of ${organizationOf(message)} in Slack. It was sent by Muster, the bot that looks after MFA there. Replies are not read.`;
}

export function memberFooter(message: Message): string {
  return `You get this email because you are a member of ${organizationOf(message)} in Slack. It was sent by Muster, the bot that looks after MFA there. Replies are not read.`;
}

export function requesterFooter(message: Message): string {
  return `You get this email because you asked Muster for something at ${organizationOf(message)} in Slack. Replies are not read.`;
}

/** Names of people without MFA stay inside Slack (DESIGN: *Names are private, counts are public*). */
export const NAMES_STAY_IN_SLACK =
  'Names are private and stay in Slack: you find them in Muster’s message there, and on its Home tab.';
