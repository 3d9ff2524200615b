import { PERMISSIONS, type Permission } from '../../domain/permission.ts';
import type { SlackMessage } from '../blocks.ts';
import type { CommandHandler } from '../calls.ts';
import { buildGranted, buildRefusal, buildRevoked } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { type Named, nearest, parseNamed, splitFirst, splitNamed } from './arguments.ts';
import { PICK_A_PERSON } from './remind.ts';

type Request = { subject: Named; permission: Permission };

export const grant: CommandHandler = async ({ services, caller, rest }) => {
  const request = parseRequest('grant', rest);
  if (!('subject' in request)) return request;
  const outcome = await services.grants.grant(caller, request);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  return buildGranted(outcome.value.permission, outcome.value.subject);
};

export const revoke: CommandHandler = async ({ services, caller, rest }) => {
  const request = parseRequest('revoke', rest);
  if (!('subject' in request)) return request;
  const outcome = await services.grants.revoke(caller, request);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  return buildRevoked(outcome.value.permission, outcome.value.subject);
};

function parseRequest(word: 'grant' | 'revoke', text: string): Request | SlackMessage {
  const usage = `Type \`/mfa ${word} @person ${PERMISSIONS.join('|')}\`.`;
  const { named, rest } = splitNamed(text);
  if (named === '') return say(usage);
  const subject = parseNamed(named);
  if (subject === null) return say(`Muster could not tell whom you mean. ${PICK_A_PERSON} ${usage}`);
  const typed = splitFirst(rest).first.toLowerCase();
  const permission = PERMISSIONS.find((choice) => choice === typed);
  if (permission !== undefined) return { subject, permission };
  const near = nearest(typed, PERMISSIONS);
  return say(`${near === null ? 'Which permission?' : `Did you mean *${near}*?`} ${usage}`);
}
