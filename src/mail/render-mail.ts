import { render } from '@react-email/render';
import { createElement } from 'react';
import type { MailMessage } from '../domain/message.ts';
import { mailContent } from './content/index.ts';
import { Layout } from './templates/layout.tsx';
import { mailText } from './text.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** A message as a mail. Nothing but the message decides what it says. */
export async function renderMail(message: MailMessage): Promise<RenderedMail> {
  const content = mailContent(message);
  return {
    subject: content.subject,
    html: await render(createElement(Layout, { content })),
    text: mailText(content),
  };
}
