import { z } from 'zod';
import type { DirectoryAccount } from '../../ports.ts';

const text = z.string().nullish();

/** What Muster reads of the SDK's `User` (@scaleway/sdk-iam, v1alpha1/types.gen.ts). */
export const scalewayUserSchema = z.object({
  id: z.string().min(1),
  email: text,
  username: text,
  firstName: text,
  lastName: text,
  mfa: z.boolean().nullish(),
  type: text,
  status: text,
  locked: z.boolean().nullish(),
});

export type ScalewayUser = z.infer<typeof scalewayUserSchema>;

/** Somebody who was invited and has not signed in yet cannot have MFA, and is no account until then. */
export function isAccount(user: ScalewayUser): boolean {
  return user.status !== 'invitation_pending';
}

function nameOf({ firstName, lastName, username }: ScalewayUser): string | null {
  return [firstName, lastName].filter(Boolean).join(' ') || username || null;
}

/** `mfa` is a flag without a method. Absent is unknown, never disabled. */
export function toAccount(user: ScalewayUser): DirectoryAccount {
  return {
    externalId: user.id,
    slackUserId: null,
    email: user.email || null,
    name: nameOf(user),
    isOwner: user.type === 'owner',
    status: user.mfa == null ? 'unknown' : user.mfa ? 'enabled' : 'disabled',
    method: null,
  };
}
