import type { WebClient } from '@slack/web-api';
import type { Logger } from '../log.ts';
import type { Services } from '../service/services.ts';
import { createBoltApp, type Identity } from './bolt-app.ts';
import { createSlackClient } from './client.ts';
import { explainRefusal, SlackIdentityError, testAuth } from './identity.ts';
import { createDispatcher, type Dispatcher } from './receivers/dispatcher.ts';
import { createHttpServer, type Routes } from './receivers/http-server.ts';
import { createSlackRequestHandler } from './receivers/slack-requests.ts';
import { createSocketMode, type SocketMode } from './receivers/socket-mode.ts';
import { route } from './routing.ts';

export type SlackMode = { type: 'http'; signingSecret: string } | { type: 'socket'; appToken: string };

export interface SlackAppOptions {
  mode: SlackMode;
  botToken: string;
  /** `https://slack.com/api/` */
  apiUrl: string;
  port: number;
  host: string;
  services: Services;
  /** Served on the same port in both modes, for example `GET /healthz`. */
  routes?: Routes;
  log: Logger;
  machineNow?: () => number;
}

export interface SlackApp {
  /** Asks Slack who we are, then listens. Rejects when Slack does not accept the tokens. */
  start(): Promise<{ port: number; identity: Identity }>;
  /** Takes nothing new, finishes what runs, and closes. */
  stop(): Promise<void>;
  /** Over Socket Mode: whether the connection stands. Over HTTP: whether it listens. */
  isConnected(): boolean;
}

/** The conversation in Slack, over HTTP or Socket Mode. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  let running: Running | null = null;
  return {
    start: async () => {
      running = await startReceiving(options);
      return { port: running.port, identity: running.identity };
    },
    stop: async () => {
      const stopping = running;
      running = null;
      await stopping?.stop();
    },
    isConnected: () => running?.isConnected() ?? false,
  };
}

interface Running {
  port: number;
  identity: Identity;
  stop(): Promise<void>;
  isConnected(): boolean;
}

async function startReceiving(options: SlackAppOptions): Promise<Running> {
  const { botToken, apiUrl, services, log, port, host } = options;
  const identity = await readIdentity(createSlackClient({ botToken, apiUrl, log }));
  const app = createBoltApp({ botToken, apiUrl, identity, log });
  await app.init();
  route(app, { services, log, teamId: identity.teamId });
  const dispatcher = createDispatcher({ app, log });
  const server = createHttpServer({ routes: { ...options.routes, ...slackRoutes(options, dispatcher) }, log });
  const listeningOn = await server.start(port, host);
  const socket = await startSocket(options, dispatcher).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    port: listeningOn,
    identity,
    isConnected: () => socket?.isConnected() ?? true,
    stop: async () => {
      await Promise.all([server.stop(), socket?.stop()]);
      await dispatcher.drain();
    },
  };
}

async function readIdentity(client: WebClient): Promise<Identity> {
  const { team_id: teamId, bot_id: botId, user_id: botUserId } = await testAuth(client);
  if (teamId === undefined || botId === undefined || botUserId === undefined) {
    throw new SlackIdentityError('SLACK_BOT_TOKEN is not the token of a bot (it begins with xoxb-).', true);
  }
  return { teamId, botId, botUserId };
}

function slackRoutes({ mode, log, machineNow = Date.now }: SlackAppOptions, dispatcher: Dispatcher): Routes {
  if (mode.type === 'socket') return {};
  const { signingSecret } = mode;
  return { 'POST /slack/events': createSlackRequestHandler({ signingSecret, dispatcher, log, machineNow }) };
}

async function startSocket({ mode, apiUrl, log }: SlackAppOptions, dispatcher: Dispatcher): Promise<SocketMode | null> {
  if (mode.type === 'http') return null;
  const socket = createSocketMode({ appToken: mode.appToken, apiUrl, dispatcher, log });
  await socket.start().catch((error: unknown) => {
    throw explainRefusal(error, 'SLACK_APP_TOKEN');
  });
  return socket;
}
