import { z } from 'zod';

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

export const mfaSwitchSchema = z.enum(['off', 'app', 'sms']);
export type MfaSwitch = z.infer<typeof mfaSwitchSchema>;

/** A person as the page shows them. */
export const personCardSchema = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  email: z.string().nullable(),
  timeZone: z.string().nullable(),
  role: personRoleSchema,
  mfa: mfaSwitchSchema,
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
