import { guideLabel } from '../../domain/message.ts';
import type { AccountLabel } from '../../service/screens/screens.ts';
import { escapeName, plainName } from '../mrkdwn.ts';

/** `*GitHub (octocat)*`, several with commas. */
export function accountWords(accounts: readonly AccountLabel[]): string {
  return accounts.map((account) => `*${escapeName(guideLabel(account), 'an account')}*`).join(', ');
}

export function plainAccount(account: AccountLabel): string {
  return plainName(guideLabel(account), 'an account');
}
