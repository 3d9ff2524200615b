import type { Matters } from '../../service/screens/screens.ts';
import { people } from './counts.ts';

export function invitedSentence(invited: number): string {
  return `${people(invited)} ${invited === 1 ? 'is' : 'are'} invited and not here yet.`;
}

/** What somebody with `manage` may want to settle, each with the command for it; nothing where there is nothing. */
export function matterLines({ invited }: Matters): string[] {
  return invited === 0 ? [] : [`${invitedSentence(invited)} See \`/mfa invite\`.`];
}
