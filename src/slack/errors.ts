import { randomUUID } from 'node:crypto';
import { AuthorizationError } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { RefusedError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { SlackMessage } from './blocks.ts';
import { buildRefusal } from './messages/answers.ts';
import { say } from './messages/compose.ts';
import { platformCode } from './notifying/delivery-errors.ts';
import { respondPrivately } from './respond.ts';
import { information } from './views/modal.ts';

/** An error whose sentence is meant for the person: nothing broke. */
export class PoliteError extends Error {
  override readonly name = 'PoliteError';
}

/** Slack took longer with us than a trigger lives, or the same press came twice. */
const TRIGGER_OVER: ReadonlySet<string> = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id']);

const bodySchema = z.object({
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
  user_id: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
  view: z.object({ id: z.string(), type: z.string() }).optional(),
  type: z.string().optional(),
});
type Body = z.output<typeof bodySchema>;

interface ErrorDeps {
  client: WebClient;
  log: Logger;
}

/** The one place that turns errors into words: a bug is an apology with a reference that the log has too. */
export function createErrorHandler(deps: ErrorDeps) {
  return async ({ error, body }: { error: unknown; body: unknown }): Promise<void> => {
    const parsed = bodySchema.safeParse(body).data ?? {};
    if (error instanceof AuthorizationError) return await declineStranger(deps, parsed);
    await tell(deps, parsed, explain(error, deps.log));
  };
}

/** Somebody of another workspace: our token is none of theirs, so there is only the answer to their own request. */
async function declineStranger({ log }: ErrorDeps, body: Body): Promise<void> {
  log.warn('something from another workspace was declined');
  const message = say('Muster is not set up for this workspace, so it cannot help here.');
  await respondPrivately({ responseUrl: body.response_url ?? null, log, replace: false }, message);
}

/** Bolt wraps what a handler throws. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && 'original' in error && error.original instanceof Error ? error.original : error;
}

/** What a person reads about an error, which is logged here. */
export function explain(thrown: unknown, log: Logger): SlackMessage {
  const error = rootOf(thrown);
  if (error instanceof PoliteError) {
    log.info({ reason: error.message }, 'an interaction was declined');
    return say(error.message);
  }
  if (error instanceof RefusedError) {
    log.info({ code: error.refusal.code }, 'an interaction was refused');
    return buildRefusal(error.refusal);
  }
  if (TRIGGER_OVER.has(platformCode(error) ?? '')) {
    log.warn({ err: error }, 'a window could not be opened in time');
    return say('That took a moment too long, so Slack did not let Muster open the window. Please try again.');
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'an interaction failed');
  return say(
    `Sorry, something went wrong in Muster. Please try again in a minute. If it stays, tell your admin this reference: \`${reference}\`.`,
  );
}

/** Picks the first surface that works: the conversation, the modal, a new modal, a direct message. */
async function tell({ client, log }: ErrorDeps, body: Body, message: SlackMessage): Promise<void> {
  if (await respondPrivately({ responseUrl: body.response_url ?? null, log, replace: false }, message)) return;
  const view = information('Muster', message);
  const user = body.user?.id ?? body.user_id;
  const attempts = [
    ...(body.view?.type === 'modal' && body.type === 'block_actions'
      ? [() => client.views.update({ view_id: body.view?.id ?? '', view })]
      : []),
    ...(body.trigger_id === undefined ? [] : [() => client.views.open({ trigger_id: body.trigger_id ?? '', view })]),
    ...(user === undefined ? [] : [() => client.chat.postMessage({ channel: user, ...message })]),
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
      return;
    } catch (error) {
      log.warn({ err: error }, 'an apology could not be shown there');
    }
  }
}
