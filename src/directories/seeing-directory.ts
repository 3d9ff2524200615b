import type { Directory, DirectoryAccount } from '../ports.ts';
import { isRefusal } from './http/provider.ts';

export interface DirectoryParts
  extends Pick<Directory, 'name' | 'label' | 'setupUrl' | 'capabilities' | 'locking' | 'inviting' | 'grace' | 'watch'> {
  /** What to grant when there are accounts and none of them shows MFA. */
  nothingShown: string;
  /** Each account once. */
  list(signal: AbortSignal | undefined): AsyncIterable<readonly DirectoryAccount[]>;
  read(externalId: string): Promise<DirectoryAccount | null>;
}

/** What one pass has seen. */
interface Sight {
  accounts: number;
  known: number;
}

/**
 * A directory that knows what it could not see: `blindness` is the refusal of the last request, or says that no status
 * was shown in the last pass.
 */
export function createSeeingDirectory({ list, read, nothingShown, ...parts }: DirectoryParts): Directory {
  let blindness: string | null = null;

  function noteTrouble(error: unknown): void {
    if (isRefusal(error)) blindness = error.sentence;
  }

  async function* listAccounts(signal?: AbortSignal) {
    const sight: Sight = { accounts: 0, known: 0 };
    try {
      for await (const accounts of list(signal)) {
        signal?.throwIfAborted();
        sight.accounts += accounts.length;
        sight.known += accounts.filter(({ status }) => status !== 'unknown').length;
        if (accounts.length > 0) yield accounts;
        signal?.throwIfAborted();
      }
      blindness = sight.accounts > 0 && sight.known === 0 ? nothingShown : null;
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
  }

  async function readAccount(externalId: string): Promise<DirectoryAccount | null> {
    try {
      return await read(externalId);
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
  }

  return {
    ...parts,
    get blindness() {
      return blindness;
    },
    listAccounts,
    externalIdOf: () => null,
    readAccount,
  };
}
