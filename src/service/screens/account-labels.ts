import type { Account } from '../../db/account-repository.ts';
import { accountName } from '../../domain/account.ts';
import type { Directory } from '../../ports.ts';
import type { AccountLabel } from './screens.ts';

/** What people call the account: `GitHub` and `octocat`. */
export function labelAccount(directories: readonly Directory[], { directory, identity }: Account): AccountLabel {
  const label = directories.find(({ name }) => name === directory)?.label ?? directory;
  return { directoryLabel: label, accountName: accountName(identity) };
}
