import type { MfaMethod } from '../domain/mfa.ts';

/** Strongest first. What is only `sms` is shown apart, so anything stronger beside it counts, and a question does not. */
const BY_STRENGTH: readonly MfaMethod[] = ['key', 'app', 'sms', 'other'];

/** The strongest of the methods that an account has; `null` when it has none that is known. */
export function strongestOf(methods: readonly MfaMethod[]): MfaMethod | null {
  return BY_STRENGTH.find((method) => methods.includes(method)) ?? null;
}
