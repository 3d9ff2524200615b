import { Deliverer } from './delivery/deliverer.ts';
import { SocketHub } from './delivery/socket-hub.ts';
import { Faults } from './faults.ts';
import { IdSource, TimestampSource } from './ids.ts';
import { Journal } from './journal.ts';
import { type AppConfig, readManifest } from './manifest.ts';
import { ALL_BOT_SCOPES, type SlackStandInOptions, USER_SCOPES } from './options.ts';
import { RateLimits } from './rate-limits.ts';
import { Changes } from './state/changes.ts';
import { ResponseUrls } from './state/response-urls.ts';
import { Tokens } from './state/tokens.ts';
import { Triggers } from './state/triggers.ts';
import { Workspace } from './state/workspace.ts';
import type { World } from './world.ts';

const EVENT_RETRIES_MS = [0, 60_000, 300_000];
const ACKNOWLEDGE_MS = 3000;

function buildTeam(options: SlackStandInOptions) {
  const name = options.teamName ?? 'Acme';
  return {
    name,
    domain: name.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'acme',
    teamId: options.teamId ?? 'T0STANDIN',
    appId: 'A0STANDIN',
    botId: 'B0STANDIN',
    botUserId: 'U0STANDIN',
  };
}

function fillWorkspace(workspace: Workspace, options: SlackStandInOptions, app: AppConfig): void {
  const { people, ids, team } = workspace;
  const updated = workspace.nowSeconds();
  people.add({ name: 'slackbot', real_name: 'Slackbot', email: null }, 'USLACKBOT', updated);
  people.add({ name: app.name.toLowerCase(), real_name: app.name, email: null, is_bot: true }, team.botUserId, updated);
  for (const person of options.people) people.add(person, person.id ?? ids.next('U'), updated);
  const channels = options.channels ?? [{ name: 'general', hasBot: true }, { name: 'random' }];
  for (const channel of channels) workspace.addChannel(channel);
  for (const group of options.userGroups ?? []) workspace.userGroups.set(group.id, { disabled: false, ...group });
}

function addTokens(tokens: Tokens, workspace: Workspace, options: SlackStandInOptions, app: AppConfig): void {
  const { botToken, appToken, adminToken } = options;
  const botScopes = options.botScopes ?? app.botScopes ?? ALL_BOT_SCOPES;
  const { botUserId } = workspace.team;
  tokens.add({ value: botToken, kind: 'bot', userId: botUserId, scopes: botScopes, state: 'valid' });
  if (appToken !== undefined) {
    tokens.add({ value: appToken, kind: 'app', userId: null, scopes: ['connections:write'], state: 'valid' });
  }
  const adminId = options.adminUserId ?? workspace.people.findFirstAdmin()?.id;
  const admin = adminToken === undefined || adminId === undefined ? [] : [{ token: adminToken, userId: adminId }];
  for (const { token, userId, scopes } of [...admin, ...(options.userTokens ?? [])].map(withScopes)) {
    tokens.add({ value: token, kind: 'user', userId, scopes, state: 'valid' });
  }
}

function withScopes(input: { token: string; userId: string; scopes?: readonly string[] }) {
  return { scopes: USER_SCOPES, ...input };
}

/** All parts of a stand-in, put together. `url` is asked for when something is sent, so after the server listens. */
export function buildWorld(options: SlackStandInOptions, url: () => string): World {
  const now = options.now ?? (() => new Date());
  const app = readManifest(options.manifest);
  const changes = new Changes();
  const journal = new Journal(changes, now, options.journalSize);
  const workspace = new Workspace(buildTeam(options), new IdSource(), new TimestampSource(now), changes, now);
  const sockets = new SocketHub(changes, workspace.team.appId);
  const tokens = new Tokens();
  fillWorkspace(workspace, options, app);
  addTokens(tokens, workspace, options, app);
  return {
    workspace,
    app,
    tokens,
    changes,
    journal,
    sockets,
    triggers: new Triggers(now, options.triggerLifetimeMs),
    responseUrls: new ResponseUrls(now),
    faults: new Faults(),
    rates: new RateLimits(options.rateLimits ?? false),
    deliverer: new Deliverer({
      signingSecret: options.signingSecret,
      sockets,
      journal,
      timeoutMs: options.acknowledgeWithinMs ?? ACKNOWLEDGE_MS,
      eventRetryDelaysMs: options.eventRetryDelaysMs ?? EVENT_RETRIES_MS,
    }),
    get url() {
      return url();
    },
  };
}
