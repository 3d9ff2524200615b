import { z } from 'zod';
import type { DirectoryAccount } from '../../ports.ts';

const flag = z.boolean().nullish();
const text = z.string().nullish();

/** What Muster reads of a user (developers.google.com/workspace/admin/directory/reference/rest/v1/users). */
export const googleUserSchema = z.object({
  id: z.string().min(1),
  primaryEmail: text,
  name: z.object({ fullName: text }).nullish(),
  isAdmin: flag,
  isEnrolledIn2Sv: flag,
  suspended: flag,
  archived: flag,
});

export type GoogleUser = z.infer<typeof googleUserSchema>;

/** Suspended and archived people cannot sign in, and are no accounts. */
export function isAccount(user: GoogleUser): boolean {
  return user.suspended !== true && user.archived !== true;
}

/** `isEnrolledIn2Sv` is a flag without a method. Absent is unknown, never disabled. */
export function toAccount(user: GoogleUser): DirectoryAccount {
  const enrolled = user.isEnrolledIn2Sv;
  return {
    externalId: user.id,
    slackUserId: null,
    email: user.primaryEmail || null,
    name: user.name?.fullName || null,
    isOwner: user.isAdmin === true,
    status: enrolled == null ? 'unknown' : enrolled ? 'enabled' : 'disabled',
    method: null,
  };
}
