import type { App, ViewSubmitAction } from '@slack/bolt';
import type { z } from 'zod';
import type { Logger } from '../log.ts';
import type { Caller, CallSource } from '../service/caller.ts';
import type { Services } from '../service/services.ts';
import { getAction } from './actions/table.ts';
import { answerCommand } from './commands/answer.ts';
import { PoliteError } from './errors.ts';
import { EVENT_TABLE } from './events/table.ts';
import { COMMAND, EVENTS, type EventName } from './ids.ts';
import type { ViewBody } from './interaction.ts';
import { blockActionsSchema, commandSchema, eventSchema, submissionSchema } from './interaction.ts';
import { answerSubmission } from './submissions/answer.ts';

export interface RoutingDeps {
  services: Services;
  log: Logger;
  /** Our own workspace: nothing of another one gets this far. */
  teamId: string;
}

const EVERYTHING = /[\s\S]*/;

/** Hangs the tables of commands, actions, submissions and events into Bolt. */
export function route(app: App, deps: RoutingDeps): void {
  const { services, log } = deps;

  app.command(COMMAND, async ({ body, ack, client }) => {
    const command = understand(commandSchema, body);
    const caller = await callerOf(deps, command.user_id, 'slack:command');
    await answerCommand(command, { services, log, client, caller }, ack);
  });

  app.action({ type: 'block_actions' }, async ({ body, ack, client }) => {
    await ack();
    const {
      user,
      actions,
      trigger_id: triggerId,
      view = null,
      response_url: responseUrl = null,
    } = understand(blockActionsSchema, body);
    const [action] = actions;
    const handle = getAction(action?.action_id ?? '');
    const value = action?.selected_option?.value ?? action?.value ?? null;
    const caller = await callerOf(deps, user.id, sourceOf(view));
    await handle({ services, log, client, caller, value, triggerId, view, responseUrl });
  });

  app.view<ViewSubmitAction>(EVERYTHING, async ({ body, ack, client }) => {
    const { user, view } = understand(submissionSchema, body);
    const caller = await callerOf(deps, user.id, 'slack:modal');
    await answerSubmission({ services, log, client, caller, view }, ack);
  });

  // Bolt asks each listener for each arrival, so all events have one.
  app.event(EVERYTHING, async ({ event, body, client }) => {
    const name = EVENTS.find((known) => known === event.type);
    if (name !== undefined) await handleEvent(name, body, { ...deps, client });
  });
}

/** What Slack sent, as far as Muster reads it. Anything else is nobody's bug here: it is declined, and nothing is done. */
function understand<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const { data, success } = schema.safeParse(body);
  if (success) return data;
  throw new PoliteError('Muster did not understand what Slack sent, so nothing was done. Please try again.');
}

function sourceOf(view: ViewBody | null): CallSource {
  if (view === null) return 'slack:button';
  return view.type === 'home' ? 'slack:home' : 'slack:modal';
}

async function callerOf({ services, teamId }: RoutingDeps, slackUserId: string, source: CallSource): Promise<Caller> {
  const organizationId = await services.organizations.findIdByTeam(teamId);
  if (organizationId === null) throw new PoliteError('Muster is just being set up here. Please try again in a minute.');
  return { organizationId, slackUserId, source };
}

/** Slack delivers an event up to four times; each is handled once. */
async function handleEvent(
  name: EventName,
  body: unknown,
  deps: RoutingDeps & { client: App['client'] },
): Promise<void> {
  const { services, log, client, teamId } = deps;
  const { event, event_id: eventId, team_id: eventTeam } = understand(eventSchema, body);
  const organizationId = await services.organizations.findIdByTeam(teamId);
  if (organizationId === null || (eventTeam !== undefined && eventTeam !== teamId)) return;
  if (eventId !== undefined && !(await services.events.remember(organizationId, eventId))) return;
  await EVENT_TABLE[name]({
    services,
    log,
    client,
    organizationId,
    user: event.user?.id ?? null,
    portrait: event.user?.portrait ?? null,
    tab: event.tab ?? null,
    botTokenRevoked: (event.tokens?.bot ?? []).length > 0,
  });
}
