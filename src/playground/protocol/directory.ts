import { z } from 'zod';
import { PLAYGROUND_DIRECTORIES } from './directory-names.ts';

export const directoryNameSchema = z.enum(PLAYGROUND_DIRECTORIES);
export type DirectoryName = z.infer<typeof directoryNameSchema>;

/** `on` where the directory does not say by which method, `unknown` where it does not say anything. */
export const mfaSwitchSchema = z.enum(['off', 'on', 'app', 'sms', 'unknown']);
export type MfaSwitch = z.infer<typeof mfaSwitchSchema>;

/** What a person can have in each. */
export const MFA_CHOICES = {
  slack: ['off', 'app', 'sms'],
  scaleway: ['off', 'on'],
  csv: ['off', 'on', 'unknown'],
} as const satisfies Record<DirectoryName, readonly MfaSwitch[]>;

/** A person's account in one directory. */
export const accountCardSchema = z.object({
  directory: directoryNameSchema,
  mfa: mfaSwitchSchema,
  /** Kept out by the directory, by whomever. */
  locked: z.boolean(),
});
export type AccountCard = z.infer<typeof accountCardSchema>;

/** A directory that the app reads. */
export const directoryCardSchema = z.object({
  name: directoryNameSchema,
  /** The path of the file that it is, or `null`. */
  file: z.string().nullable(),
});
export type DirectoryCard = z.infer<typeof directoryCardSchema>;
