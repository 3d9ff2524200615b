import type { InvitationProgress, InvitationRow, Invited, Withdrawn } from '../../service/screens/screens.ts';
import { slackDate } from '../dates.ts';
import { escapeName, escapeText, mention } from '../mrkdwn.ts';
import type { Voice } from './voice.ts';

const SENTENCE_LIMIT = 200;

/** An address as code: nothing in it is formatted, and nothing becomes a link. */
export function addressWords(email: string): string {
  return `\`${escapeText(email)}\``;
}

/** `*Scaleway* and *GitHub*`. */
export function labelWords(labels: readonly string[]): string {
  const names = labels.map((label) => `*${escapeName(label)}*`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What goes out now, and until when it is good. */
export function invitedWords({ email, expiresAt, mail, directories }: Invited, voice: Voice): string {
  const gets = [
    ...(mail ? ['an email that says how to set MFA up'] : []),
    ...(directories.length === 0 ? [] : [`an invitation from ${labelWords(directories)}`]),
  ].join(', and ');
  const alone = mail ? '' : ' Email is off, so please tell them yourself how to set MFA up.';
  return `Done: ${addressWords(email)} gets ${gets}.${alone} The invitation ends on ${voice.when(expiresAt)}.`;
}

export function withdrawnWords({ email, directories }: Withdrawn): string {
  const there =
    directories.length === 0
      ? ''
      : ` ${labelWords(directories)} may have sent an invitation already: please take that back there.`;
  return `The invitation of ${addressWords(email)} is withdrawn.${there}`;
}

/** One line below the address. */
export function invitationFacts({ invitedBy, sentAt, expiresAt, progress }: InvitationRow): string {
  const by = invitedBy === null ? '' : ` by ${mention(invitedBy)}`;
  const facts = [
    `invited${by} ${slackDate(sentAt)}`,
    ...progress.flatMap(progressWords),
    `ends ${slackDate(expiresAt)}`,
  ];
  return facts.join(' · ');
}

function progressWords({ directoryLabel, state, sentence }: InvitationProgress): string[] {
  if (directoryLabel === null) return MAIL_WORDS[state];
  const label = escapeName(directoryLabel);
  const said = sentence === null ? null : escapeText(sentence.slice(0, SENTENCE_LIMIT).replace(/\.$/, ''));
  switch (state) {
    case 'done':
      return [said ?? `invited to ${label}`];
    case 'failed':
      return [`not invited to ${label}${said === null ? '' : `: ${said}`}`];
    case 'due':
    case 'running':
      return [said === null ? `${label} is being asked` : `${label} will be asked again: ${said}`];
    case 'cancelled':
      return [];
  }
}

const MAIL_WORDS: Record<InvitationProgress['state'], string[]> = {
  due: ['the email is on its way'],
  running: ['the email is on its way'],
  done: ['email sent'],
  failed: ['the email could not be delivered'],
  cancelled: [],
};
