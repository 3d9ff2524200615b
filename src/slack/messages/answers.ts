import type { Person } from '../../domain/member.ts';
import type { Permission } from '../../domain/permission.ts';
import { type Refusal, sentenceOf } from '../../domain/refusal.ts';
import type { HelpAsked, Invited, Linked } from '../../service/screens/screens.ts';
import type { SlackMessage } from '../blocks.ts';
import { escapeText } from '../mrkdwn.ts';
import { accountWords } from '../texts/accounts.ts';
import { invitedWords } from '../texts/invitations.ts';
import { compose, say } from './compose.ts';

/** A refusal: one sentence that says why, and what to do. */
export function buildRefusal(refusal: Refusal): SlackMessage {
  return say(escapeText(sentenceOf(refusal)));
}

export function buildReminded(person: Person): SlackMessage {
  return compose((voice) => [
    `${voice.who(person)} gets your reminder now. When their MFA is on, the message becomes a thank-you.`,
  ]);
}

export function buildLetIn(person: Person): SlackMessage {
  return compose((voice) => [
    `Muster unlocks ${voice.who(person)} now, tells them, and gives them the whole time anew to turn MFA on.`,
  ]);
}

/** To a member who pressed *I need help*. */
export function buildHelpAsked({ to }: HelpAsked): SlackMessage {
  return say(HELP_ASKED[to]);
}

const HELP_ASKED = {
  requester: 'The person who asked you now knows that you would like help, and will write to you.',
  owners: 'The owners of this workspace now know that you would like help, and one of them will write to you.',
  channel:
    'The people who help here now know that somebody would like help, and one of them will write to you. Your name is shown only to those who may see it.',
} as const satisfies Record<HelpAsked['to'], string>;

export function buildLinked({ accounts, person }: Linked): SlackMessage {
  return compose((voice) => [`Done: ${accountWords(accounts)} counts for ${voice.who(person)} from now on.`]);
}

/** Whose it is now follows from its email. */
export function buildUnlinked({ accounts, person }: Linked): SlackMessage {
  const whose = (who: string) =>
    person.slackUserId === null
      ? 'It matches nobody in Slack, so it is a member of its own.'
      : `By its email it is of ${who}.`;
  return compose((voice) => [`Done: ${accountWords(accounts)} is not linked any more. ${whose(voice.who(person))}`]);
}

export function buildInvited(invited: Invited): SlackMessage {
  return compose((voice) => [
    invitedWords(invited, voice),
    'They are let in by themselves once they have MFA. Type `/mfa invite` to see who is invited.',
  ]);
}

type GrantSubject = Person | { userGroupId: string };

export function buildGranted(permission: Permission, subject: GrantSubject): SlackMessage {
  return compose((voice) => [`Done: ${subjectOf(subject, voice.who)} now has the permission *${permission}*.`]);
}

export function buildRevoked(permission: Permission, subject: GrantSubject): SlackMessage {
  return compose((voice) => [`Done: ${subjectOf(subject, voice.who)} no longer has the permission *${permission}*.`]);
}

function subjectOf(subject: GrantSubject, who: (person: Person) => string): string {
  return 'userGroupId' in subject ? `everybody in <!subteam^${escapeText(subject.userGroupId)}>` : who(subject);
}

export function buildExempted({ person, endsAt }: { person: Person; endsAt: Date }): SlackMessage {
  return compose((voice) => [
    `Done: ${voice.who(person)} is exempt until ${voice.when(endsAt)}, and not counted meanwhile.`,
    'Whatever was asked of them is cancelled. The sponsor hears a week before it ends; `/mfa members exempt` lists it, and can end it earlier.',
  ]);
}

export function buildExemptionEnded(person: Person): SlackMessage {
  return compose((voice) => [`Done: ${voice.who(person)} is no longer exempt, and counted again.`]);
}
