import { z } from 'zod';

export const mailSummarySchema = z.object({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  preview: z.string(),
});
export type MailSummary = z.infer<typeof mailSummarySchema>;

export const mailPageSchema = z.object({
  mails: z.array(mailSummarySchema),
  total: z.number(),
  hasEarlier: z.boolean(),
});
export type MailPage = z.infer<typeof mailPageSchema>;

export const mailSchema = mailSummarySchema.extend({ html: z.string(), text: z.string() });
export type ShownMail = z.infer<typeof mailSchema>;
