import type { DirectoryName, MfaSwitch } from '../protocol/directory.ts';

/** Somebody as every directory knows them. */
export interface DirectoryPerson {
  email: string;
  name: string;
  hasMfa: boolean;
  method: 'app' | 'sms' | null;
  timeZone: string | null;
  role: 'owner' | 'admin' | 'member' | 'guest';
}

/** A directory of the playground's own, beside Slack. People are found by their email address. */
export interface SecondDirectory {
  readonly name: Exclude<DirectoryName, 'slack'>;
  /** With which the bot finds it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The path of the file that it is, or `null`. */
  readonly file: string | null;
  find(email: string): { mfa: MfaSwitch; locked: boolean } | null;
  /** Throws where the directory does not know the person. */
  setMfa(email: string, mfa: MfaSwitch): void;
  /** Somebody new; who was invited before signs in now. */
  add(person: DirectoryPerson): void;
  /** Whatever must outlive a restart and is kept nowhere else. */
  snapshot(): unknown;
  /** Returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Addresses are compared as Muster does it. */
export function toKey(email: string): string {
  return email.normalize('NFC').toLowerCase();
}
