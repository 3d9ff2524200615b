/** What a directory says of whose account this is. Nothing of it is kept where the person's Slack id is known. */
export interface AccountIdentity {
  name: string | null;
  email: string | null;
  /** What they sign in with, where that is not the address. */
  login: string | null;
}

export const NO_IDENTITY: AccountIdentity = { name: null, email: null, login: null };

/** What tells the account from others in its directory; `null` where nothing does. */
export function accountName({ login, email, name }: AccountIdentity): string | null {
  return login ?? email ?? name;
}

/**
 * The same, where the person would else not know which account is meant: they have several there, or it goes by
 * something else than the address that Slack has of them.
 */
export function distinctAccountName(
  identity: AccountIdentity,
  { ownEmail, isOnly }: { ownEmail: string | null; isOnly: boolean },
): string | null {
  const name = accountName(identity);
  const isOwnAddress = name !== null && toComparable(name) === toComparable(ownEmail ?? '');
  return isOnly && isOwnAddress ? null : name;
}

function toComparable(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
