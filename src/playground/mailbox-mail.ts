import type { Readable } from 'node:stream';
import { simpleParser } from 'mailparser';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

const mailSchema = z.object({
  id: z.string(),
  /** ISO, UTC. */
  receivedAt: z.iso.datetime(),
  /** With its brackets, as it came. */
  messageId: z.string().nullable(),
  from: z.string(),
  /** The addresses of the envelope, in lower case. */
  to: z.array(z.string()),
  subject: z.string(),
  /** As it came: untrusted, show it in a sandbox. */
  html: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Mail = z.infer<typeof mailSchema>;

export const mailboxSnapshotSchema = z.array(mailSchema).readonly();
export type MailboxSnapshot = z.infer<typeof mailboxSnapshotSchema>;

function splitHeader(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
}

/** Reads one mail as it comes over the wire. */
export async function parseMail(source: Readable, to: readonly string[], receivedAt: Date): Promise<Mail> {
  // biome-ignore lint/nursery/useAwaitThenable: without a callback it is a promise; the rule reads the first overload
  const parsed = await simpleParser(source, { skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true });
  return {
    id: uuidv7(),
    receivedAt: receivedAt.toISOString(),
    messageId: parsed.messageId ?? null,
    from: parsed.from?.text ?? '',
    to: to.map((address) => address.toLowerCase()),
    subject: parsed.subject ?? '',
    html: parsed.html || '',
    text: parsed.text ?? '',
    headers: parsed.headerLines.map(({ line }) => splitHeader(line)),
  };
}
