import type { ModalView } from '@slack/types';
import type { SlackMessage } from '../blocks.ts';
import type { CommandCall } from '../calls.ts';
import { settledWithin } from '../early.ts';
import { explain } from '../errors.ts';
import { COMMAND, COMMAND_WORDS } from '../ids.ts';
import type { CommandBody } from '../interaction.ts';
import { say } from '../messages/compose.ts';
import { ephemeral, respondPrivately } from '../respond.ts';
import { findWord, nearest, splitFirst } from './arguments.ts';
import { COMMAND_TABLE, type CommandRoute } from './table.ts';

/** A quick answer is the acknowledgement itself; a person waits no longer than this for a sign. */
const ANSWER_WITHIN_MS = 1200;

type Ack = (response?: ReturnType<typeof ephemeral>) => Promise<void>;

/** Answers `/mfa …` privately: by the acknowledgement when it is quick, else by the `response_url`. */
export async function answerCommand(
  body: CommandBody,
  tools: Omit<CommandCall, 'rest' | 'openModal'>,
  ack: Ack,
): Promise<void> {
  const { client, log } = tools;
  const { first, rest } = splitFirst(body.text);
  const route = findRoute(first);
  const openModal = async (view: ModalView) => {
    await client.views.open({ trigger_id: body.trigger_id, view });
  };
  // An error is answered like anything else, by the quickest way.
  const work = route.run({ ...tools, rest, openModal }).catch((error: unknown) => explain(error, log));
  const early = await settledWithin(work, ANSWER_WITHIN_MS);
  if (early.type === 'settled') return await ack(early.value === null ? undefined : ephemeral(early.value));
  await ack(route.waiting === null ? undefined : ephemeral(say(route.waiting)));
  const message = await work;
  if (message === null) return;
  await respondPrivately({ responseUrl: body.response_url ?? null, log, replace: true }, message);
}

function findRoute(first: string): CommandRoute {
  const word = first === '' ? 'help' : findWord(first);
  return word === null ? { run: async () => misspelt(first), waiting: null } : COMMAND_TABLE[word];
}

function misspelt(typed: string): SlackMessage {
  const near = nearest(typed, COMMAND_WORDS);
  if (near === null) return say(`Muster does not know that command. Type \`${COMMAND} help\` to see what it can do.`);
  return say(
    `Muster does not know that command. Did you mean \`${COMMAND} ${near}\`? Type \`${COMMAND} help\` to see them all.`,
  );
}
