import { inspect } from 'node:util';
import { expect } from 'vitest';
import { type DirectoryAccount, DirectoryError } from '../../../src/ports.ts';
import type { Running } from '../../support/directories/subject.ts';

export async function readAll({ directory }: Pick<Running, 'directory'>, signal?: AbortSignal) {
  const accounts: DirectoryAccount[] = [];
  for await (const page of directory.listAccounts(signal)) accounts.push(...page);
  return accounts;
}

/** The error of a pass that must fail; it never shows a secret, not even in its causes. */
export async function failureOf(
  running: Pick<Running, 'directory' | 'secrets'>,
  work: Promise<unknown> = readAll(running),
): Promise<DirectoryError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  const shown = inspect(error, { depth: 20, showHidden: true });
  for (const secret of running.secrets) expect(shown).not.toContain(secret);
  if (error instanceof DirectoryError) return error;
  throw new Error('the pass did not fail with a DirectoryError', { cause: error });
}

export const idsOf = (accounts: readonly DirectoryAccount[]) => accounts.map(({ externalId }) => externalId).toSorted();
