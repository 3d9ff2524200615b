import type { EventHandler } from '../calls.ts';
import { publishHome } from '../home/publish.ts';
import type { EventName } from '../ids.ts';

/** The Home tab is drawn when it is opened. Opening the messages is no reason to write. */
const homeOpened: EventHandler = async (call) => {
  if (call.user === null || call.tab !== 'home') return;
  await publishHome(call, { organizationId: call.organizationId, slackUserId: call.user, source: 'slack:home' });
};

/** Somebody is new, or changed: this one person is read and the rules of joining and leaving apply. */
const personSeen: EventHandler = async ({ services, organizationId, user }) => {
  if (user !== null) await services.arrivals.seen(organizationId, user);
};

/** Slack tells of every new status and photo too; what Muster does not keep is no reason to ask anybody. */
const personChanged: EventHandler = async (call) => {
  const { services, organizationId, user, portrait } = call;
  if (user !== null && portrait !== null && !services.arrivals.isChange(organizationId, user, portrait)) return;
  await personSeen(call);
};

const uninstalled: EventHandler = async ({ services, organizationId }) => {
  await services.away.leave(organizationId, 'app_uninstalled');
};

/** A person's own token may be revoked too; only the bot's silences Muster. */
const tokensRevoked: EventHandler = async ({ services, organizationId, botTokenRevoked }) => {
  if (botTokenRevoked) await services.away.leave(organizationId, 'tokens_revoked');
};

/** Event → who handles it. */
export const EVENT_TABLE: Readonly<Record<EventName, EventHandler>> = {
  app_home_opened: homeOpened,
  team_join: personSeen,
  user_change: personChanged,
  app_uninstalled: uninstalled,
  tokens_revoked: tokensRevoked,
};
