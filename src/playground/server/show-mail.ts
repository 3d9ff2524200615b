import type { Mail } from '../mailbox.ts';
import type { MailPage, MailSummary, ShownMail } from '../protocol/mail.ts';
import type { Parts } from './parts.ts';

const PREVIEW_LENGTH = 140;

function summarize(mail: Mail): MailSummary {
  const { id, receivedAt, from, to, subject } = mail;
  const preview = mail.text.replace(/\s+/g, ' ').trim().slice(0, PREVIEW_LENGTH);
  return { id, receivedAt, from, to, subject, preview };
}

/** Newest first; of one address, or with `null` of everybody. */
export function showMails({ mailbox }: Parts, address: string | null, limit: number): MailPage {
  const mails = mailbox.list(address ?? undefined);
  return { mails: mails.slice(0, limit).map(summarize), total: mails.length, hasEarlier: mails.length > limit };
}

export function showMail({ mailbox }: Parts, id: string): ShownMail | null {
  const mail = mailbox.get(id);
  return mail === undefined ? null : { ...summarize(mail), html: mail.html, text: mail.text };
}
