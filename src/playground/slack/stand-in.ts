import { listen, stop } from '../listening.ts';
import { type Actor, createActor } from './acting/actor.ts';
import type { EventOutcome } from './acting/events.ts';
import {
  change,
  join,
  type PersonChange,
  reinstall,
  revokeTokens,
  setDoNotDisturb,
  setTwoFactor,
  uninstall,
} from './acting/staff.ts';
import { buildWorld } from './build-world.ts';
import type { AppAnswer, DeliveryKind, SignedPost } from './delivery/signed-post.ts';
import type { DisconnectOptions } from './delivery/socket-hub.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { look, type Screen } from './look.ts';
import type { SlackStandInOptions } from './options.ts';
import { buildServer } from './server.ts';
import type { ChangeListener } from './state/changes.ts';
import type { Channel } from './state/channel.ts';
import type { Message } from './state/message.ts';
import type { Person, PersonInput, PersonPatch } from './state/person.ts';
import { restoreSnapshot, type Snapshot, takeSnapshot } from './state/snapshot.ts';
import type { Token } from './state/tokens.ts';
import type { Team } from './state/workspace.ts';

/** A Slack of its own: one workspace with one app, for tests, benchmarks and the playground. */
export interface SlackStandIn {
  /** `http://host:port`; the app's Web API is at `${url}/api/`. */
  readonly url: string;
  readonly apiUrl: string;
  readonly team: Team;
  readonly faults: Faults;
  readonly journal: Journal;
  /** Where the app listens. `null` is Socket Mode. */
  requestUrl: string | null;
  /** Whether Slack's rate tiers are enforced. */
  rateLimits: boolean;
  as: (userId: string) => Actor;
  people: () => Person[];
  person: (userId: string) => Person;
  join: (person: PersonInput) => Promise<PersonChange>;
  change: (userId: string, patch: PersonPatch) => Promise<PersonChange>;
  /** Deactivates somebody: `user_change`. */
  leave: (userId: string) => Promise<PersonChange>;
  /** Turns somebody's MFA on or off (`null`), silently as in Slack. */
  setTwoFactor: (userId: string, method: 'app' | 'sms' | null) => Person;
  /** From and until when somebody does not want to be disturbed (seconds), or `null`. */
  setDoNotDisturb: (userId: string, dnd: Person['dnd']) => Person;
  channels: () => Channel[];
  /** The direct messages between the bot and a person, once there are any. */
  findDirect: (userId: string) => string | null;
  /** What is in a channel (by id or name), oldest first. */
  messages: (channel: string) => readonly Message[];
  lookAt: (userId: string) => Screen;
  appUninstalled: () => Promise<EventOutcome[]>;
  tokensRevoked: (kinds?: readonly ('bot' | 'user')[]) => Promise<EventOutcome>;
  reinstall: () => void;
  /** Changes what a token is good for, from the next call on. */
  setToken: (value: string, patch: Partial<Pick<Token, 'state' | 'scopes' | 'userId'>>) => void;
  /** One POST to the app as it is, for hostile tests. */
  deliver: (post: SignedPost) => Promise<AppAnswer>;
  /** The next deliveries of this kind arrive twice, at the same moment. */
  duplicateNext: (kind: DeliveryKind, times?: number) => void;
  /** How many WebSockets are open. */
  connections: () => number;
  disconnectSockets: (options?: DisconnectOptions) => void;
  /** Waits until every delivery that is under way, retries included, has ended. */
  settled: () => Promise<void>;
  /** Returns the function that ends the subscription. */
  onChange: (listener: ChangeListener) => () => void;
  snapshot: () => Snapshot;
  /** Takes parsed JSON of a snapshot. */
  restore: (json: unknown) => void;
  close: () => Promise<void>;
}

/** Starts a stand-in for Slack that listens on loopback. */
export async function createSlackStandIn(options: SlackStandInOptions): Promise<SlackStandIn> {
  let url = '';
  const world = buildWorld(options, () => url);
  const server = buildServer(world);
  url = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
  const { workspace, deliverer, sockets, rates } = world;
  return {
    url,
    apiUrl: `${url}/api/`,
    team: workspace.team,
    faults: world.faults,
    journal: world.journal,
    get requestUrl() {
      return deliverer.requestUrl;
    },
    set requestUrl(value) {
      deliverer.requestUrl = value;
    },
    get rateLimits() {
      return rates.enforced;
    },
    set rateLimits(value) {
      rates.enforced = value;
    },
    as: (userId) => createActor(world, userId),
    people: () => workspace.people.all(),
    person: (userId) => workspace.people.get(userId),
    join: async (person) => await join(world, person),
    change: async (userId, patch) => await change(world, userId, patch),
    leave: async (userId) => await change(world, userId, { deleted: true }),
    setTwoFactor: (userId, method) => setTwoFactor(world, userId, method),
    setDoNotDisturb: (userId, dnd) => setDoNotDisturb(world, userId, dnd),
    channels: () => [...workspace.channels.values()],
    findDirect: (userId) => workspace.findDirect(userId) ?? null,
    messages: (channel) => workspace.messages.list(workspace.findChannel(channel)?.id ?? ''),
    lookAt: (userId) => look(world, userId),
    appUninstalled: async () => await uninstall(world),
    tokensRevoked: async (kinds = ['bot', 'user']) => await revokeTokens(world, kinds),
    reinstall: () => reinstall(world),
    setToken: (value, patch) => world.tokens.set(value, patch),
    deliver: async (post) => await deliverer.post(post),
    duplicateNext: (kind, times = 1) => deliverer.duplicateNext(kind, times),
    connections: () => sockets.open,
    disconnectSockets: (disconnect) => sockets.disconnect(disconnect),
    settled: async () => await deliverer.settled(),
    onChange: (listener) => world.changes.subscribe(listener),
    snapshot: () => takeSnapshot(workspace),
    restore: (json) => restoreSnapshot(workspace, json),
    close: async () => {
      deliverer.close();
      await sockets.close();
      await stop(server);
    },
  };
}
