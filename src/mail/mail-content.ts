import type { MailMessage } from '../domain/message.ts';

export type MessageOf<Kind extends MailMessage['kind']> = Extract<MailMessage, { kind: Kind }>;

export type MailBlock =
  | { type: 'paragraph'; text: string }
  | { type: 'facts'; facts: readonly { label: string; value: string }[] }
  /** A button, with its address readable below it. */
  | { type: 'action'; label: string; url: string };

/** What a mail says, in plain text and before any layout: the HTML and the text part are both made from it. */
export interface MailContent {
  subject: string;
  /** What an inbox shows after the subject. */
  preheader: string;
  heading: string;
  blocks: readonly MailBlock[];
  smallPrint: readonly string[];
  /** Why the reader gets this, and from which organization. */
  footer: string;
}

export function paragraph(text: string): MailBlock {
  return { type: 'paragraph', text };
}
