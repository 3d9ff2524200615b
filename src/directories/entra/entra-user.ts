import { z } from 'zod';
import type { MfaMethod } from '../../domain/mfa.ts';
import type { DirectoryAccount } from '../../ports.ts';
import { strongestOf } from '../methods.ts';

/** What Muster reads of `userRegistrationDetails` (learn.microsoft.com/graph/api/resources/userregistrationdetails). */
export const registrationSchema = z.object({
  id: z.string().min(1),
  userPrincipalName: z.string().nullish(),
  userDisplayName: z.string().nullish(),
  isMfaCapable: z.boolean().nullish(),
  isAdmin: z.boolean().nullish(),
  methodsRegistered: z.array(z.string()).nullish(),
});

export type Registration = z.infer<typeof registrationSchema>;

/** `email` and `securityQuestion` reset passwords only, and a `temporaryAccessPass` is gone soon: none is MFA. */
const METHODS: ReadonlyMap<string, MfaMethod> = new Map([
  ['mobilePhone', 'sms'],
  ['alternateMobilePhone', 'sms'],
  ['officePhone', 'sms'],
  ['microsoftAuthenticatorPush', 'app'],
  ['microsoftAuthenticatorPasswordless', 'app'],
  ['softwareOneTimePasscode', 'app'],
  ['hardwareOneTimePasscode', 'key'],
  ['fido2', 'key'],
  ['fido2SecurityKey', 'key'],
  ['windowsHelloForBusiness', 'key'],
  ['passKeyDeviceBound', 'key'],
  ['passKeyDeviceBoundAuthenticator', 'key'],
  ['passKeyDeviceBoundWindowsHello', 'key'],
]);

/** A guest's principal name is made up (`ann_example.org#EXT#@…`): who they are does not follow from it. */
function emailOf({ userPrincipalName }: Registration): string | null {
  return userPrincipalName?.includes('@') && !userPrincipalName.includes('#EXT#') ? userPrincipalName : null;
}

/**
 * `isMfaCapable`: a method is registered *and* allowed by policy (`isMfaRegistered` alone is not enough). Absent is
 * unknown, never disabled.
 */
export function toAccount(registration: Registration): DirectoryAccount {
  const { isMfaCapable: capable, methodsRegistered } = registration;
  const methods = (methodsRegistered ?? []).flatMap((name) => METHODS.get(name) ?? []);
  return {
    externalId: registration.id,
    slackUserId: null,
    email: emailOf(registration),
    name: registration.userDisplayName || null,
    isOwner: registration.isAdmin === true,
    status: capable == null ? 'unknown' : capable ? 'enabled' : 'disabled',
    method: capable === true ? strongestOf(methods) : null,
  };
}
