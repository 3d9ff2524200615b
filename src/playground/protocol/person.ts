import { z } from 'zod';
import { accountCardSchema, mfaSwitchSchema } from './directory.ts';

export const personRoleSchema = z.enum([
  'primary_owner',
  'owner',
  'admin',
  'member',
  'guest',
  'bot',
  'other_workspace',
]);
export type PersonRole = z.infer<typeof personRoleSchema>;

/** Of a person with accounts in several directories; `none` of one without any. */
const mfaShownSchema = z.enum([...mfaSwitchSchema.options, 'none']);
export type MfaShown = z.infer<typeof mfaShownSchema>;

/** A person as the page shows them. */
export const personCardSchema = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  email: z.string().nullable(),
  timeZone: z.string().nullable(),
  role: personRoleSchema,
  mfa: mfaShownSchema,
  /** In the directories that the app reads. */
  accounts: z.array(accountCardSchema),
  deactivated: z.boolean(),
  /** Until when they do not want to be disturbed: ISO, UTC. */
  doNotDisturbUntil: z.string().nullable(),
  /** Messages that this person has not read yet. */
  unread: z.number(),
});
export type PersonCard = z.infer<typeof personCardSchema>;

/** A page of the people list. */
export const peoplePageSchema = z.object({
  people: z.array(personCardSchema),
  total: z.number(),
  nextOffset: z.number().nullable(),
});
export type PeoplePage = z.infer<typeof peoplePageSchema>;
