import type { Failure, Outcome } from '../delivery/deliverer.ts';
import { SlackApiError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { postEphemeral } from '../state/posting.ts';
import type { ResponseTarget } from '../state/response-urls.ts';
import type { World } from '../world.ts';
import { buildCommand } from './payload.ts';
import { isSilent, type Shown, tryReply } from './reply.ts';

export interface CommandOutcome {
  acknowledged: boolean;
  /** What went wrong, as the sentence from Slack that the person reads names it. */
  failure: Failure['failure'] | 'invalid_command' | 'invalid_reply' | null;
  /** What the person sees of the acknowledgement. Modals and later answers are found with `lookAt`. */
  reply: Shown;
  triggerId: string;
  responseUrl: string;
}

function tellBySlackbot(world: World, target: ResponseTarget, text: string): Shown {
  const content = { text, blocks: [], attachments: [] };
  const ephemeral = postEphemeral(world.workspace, target.channel, target.user, content, 'slackbot');
  return { type: 'ephemeral', ephemeral };
}

function toReply(body: unknown): JsonObject | string {
  return isObject(body) ? body : String(body);
}

function showOutcome(
  world: World,
  target: ResponseTarget,
  command: string,
  outcome: Outcome,
): Pick<CommandOutcome, 'failure' | 'reply'> {
  if (outcome.type === 'failed') {
    const { failure } = outcome;
    return { failure, reply: tellBySlackbot(world, target, `${command} failed with the error "${failure}"`) };
  }
  if (isSilent(outcome.body)) return { failure: null, reply: { type: 'nothing' } };
  const reply = tryReply(world, target, toReply(outcome.body));
  if (!(reply instanceof SlackApiError)) return { failure: null, reply };
  const text = `${command} failed with the error "${reply.code}"`;
  return { failure: 'invalid_reply', reply: tellBySlackbot(world, target, text) };
}

/** A person types a slash command. */
export async function typeCommand(
  world: World,
  user: string,
  name: string,
  text: string,
  channel: string,
): Promise<CommandOutcome> {
  const target: ResponseTarget = { user, channel, original: { type: 'none' } };
  if (world.app.commands?.includes(name) === false) {
    const reply = tellBySlackbot(world, target, `${name} is not a valid command.`);
    return { acknowledged: false, failure: 'invalid_command', reply, triggerId: '', responseUrl: '' };
  }
  const triggerId = world.triggers.issue(user);
  const path = world.responseUrls.issue('commands', world.workspace.team.teamId, target);
  const responseUrl = `${world.url}${path}`;
  const payload = buildCommand(world, { name, text, userId: user, channelId: channel }, { triggerId, responseUrl });
  const outcome = await world.deliverer.send({ kind: 'command', what: `command ${name}`, payload });
  const shown = showOutcome(world, target, name, outcome);
  if (shown.reply.type === 'ephemeral') {
    world.responseUrls.setOriginal(path, { type: 'ephemeral', ts: shown.reply.ephemeral.ts });
  }
  return { acknowledged: outcome.type === 'acknowledged', ...shown, triggerId, responseUrl };
}
