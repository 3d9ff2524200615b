import type { Matters } from '../../service/screens/screens.ts';
import { people, plural } from './counts.ts';

export function invitedSentence(invited: number): string {
  return `${people(invited)} ${invited === 1 ? 'is' : 'are'} invited and not here yet.`;
}

/** What somebody with `manage` may want to settle, each with the command for it; nothing where there is nothing. */
export function matterLines({ invited, unmatched, ambiguous }: Matters): string[] {
  return [
    ...(invited === 0 ? [] : [`${invitedSentence(invited)} See \`/mfa invite\`.`]),
    ...(unmatched === 0
      ? []
      : [`${plural(unmatched, 'account')} of nobody in Slack: see \`/mfa members unmatched\` to link them to people.`]),
    ...(ambiguous === 0
      ? []
      : [`${plural(ambiguous, 'account')} that may be of several people: see \`/mfa members ambiguous\`.`]),
  ];
}
