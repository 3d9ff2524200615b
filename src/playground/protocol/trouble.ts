import { z } from 'zod';

/** How Slack answers the app's calls: well, with 429, with 500, or slowly. */
export const slackTroubleSchema = z.enum(['none', 'rate_limited', 'failing', 'slow']);
export type SlackTrouble = z.infer<typeof slackTroubleSchema>;

/** Whether the mail server takes mail, or refuses every connection. */
export const mailTroubleSchema = z.enum(['none', 'down']);
export type MailTrouble = z.infer<typeof mailTroubleSchema>;

/** What goes wrong outside of the app, because somebody asked for it. */
export const troubleSchema = z.object({ slack: slackTroubleSchema, mail: mailTroubleSchema });
export type Trouble = z.infer<typeof troubleSchema>;
