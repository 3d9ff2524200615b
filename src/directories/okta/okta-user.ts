import { z } from 'zod';
import type { MfaMethod, MfaReading } from '../../domain/mfa.ts';
import type { DirectoryAccount } from '../../ports.ts';
import { strongestOf } from '../methods.ts';

const text = z.string().nullish();

/** What Muster reads of a user (okta-sdk-nodejs, oas-spec/management.yaml, `User`). */
export const oktaUserSchema = z.object({
  id: z.string().min(1),
  status: text,
  profile: z.object({ email: text, login: text, firstName: text, lastName: text }).nullish(),
});
export type OktaUser = z.infer<typeof oktaUserSchema>;

/** `UserFactor` of the same file. */
export const oktaFactorsSchema = z.array(z.object({ factorType: text, status: text }));
export type OktaFactors = z.infer<typeof oktaFactorsSchema>;

/** These cannot sign in: not activated yet, suspended, or gone. */
const NO_ACCOUNTS = new Set(['STAGED', 'PROVISIONED', 'SUSPENDED', 'DEPROVISIONED']);

export function isAccount({ status }: OktaUser): boolean {
  return status == null || !NO_ACCOUNTS.has(status);
}

const METHODS: ReadonlyMap<string, MfaMethod> = new Map([
  ['sms', 'sms'],
  ['call', 'sms'],
  ['push', 'app'],
  ['token:software:totp', 'app'],
  ['token:hotp', 'key'],
  ['token:hardware', 'key'],
  ['signed_nonce', 'app'],
  ['token', 'app'],
  ['u2f', 'key'],
  ['webauthn', 'key'],
  ['web', 'other'],
]);

/** Okta enrols everybody's email by itself, and a question is something that one knows: neither is MFA. */
const NO_MFA = new Set(['email', 'question']);

/** Enabled by one active factor. One that Muster does not know makes it unknown, where there is no other. */
export function readFactors(factors: OktaFactors): MfaReading {
  const active = factors.filter(({ status, factorType }) => status === 'ACTIVE' && !NO_MFA.has(factorType ?? ''));
  const methods = active.flatMap(({ factorType }) => METHODS.get(factorType ?? '') ?? []);
  if (methods.length > 0) return { status: 'enabled', method: strongestOf(methods) };
  return { status: active.length > 0 ? 'unknown' : 'disabled', method: null };
}

export function toAccount({ id, profile }: OktaUser, mfa: MfaReading): DirectoryAccount {
  const name = [profile?.firstName, profile?.lastName].filter(Boolean).join(' ');
  return { externalId: id, slackUserId: null, email: profile?.email || null, name: name || null, ...mfa };
}
