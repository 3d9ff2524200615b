import pTimeout from 'p-timeout';
import type { Directory } from '../../ports.ts';
import type { ServiceDeps } from '../deps.ts';

/** The account behind Muster's own credentials by directory, `null` where no person's is; absent where it is not known. */
export type OwnAccounts = ReadonlyMap<string, string | null>;

const PATIENCE_MS = 15_000;

/** Asks every directory that can lock. One that does not answer in time is left out: nobody is locked there then. */
export async function readOwnAccounts(
  { directories, log }: Pick<ServiceDeps, 'directories' | 'log'>,
  patienceMs: number = PATIENCE_MS,
): Promise<OwnAccounts> {
  const found = await Promise.all(
    directories.map(async (directory) => {
      try {
        return await pTimeout(readOwnAccount(directory), { milliseconds: patienceMs });
      } catch (error) {
        log.warn({ err: error, directory: directory.name }, 'a directory did not tell which account is its own');
        return null;
      }
    }),
  );
  return new Map(found.flatMap((one) => (one === null ? [] : [one])));
}

async function readOwnAccount({ name, locking }: Directory): Promise<[string, string | null] | null> {
  return locking == null ? null : [name, await locking.findOwnAccount()];
}
