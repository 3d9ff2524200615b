import type { IdSource, TimestampSource } from '../ids.ts';
import type { Changes } from './changes.ts';
import { type Channel, type ChannelInput, channelName } from './channel.ts';
import type { AppIdentity } from './message.ts';
import { MessageStore } from './message-store.ts';
import { People } from './people.ts';
import { isActiveHuman } from './person.ts';
import { ViewStore } from './view-store.ts';

export interface Team extends AppIdentity {
  name: string;
  domain: string;
}

export interface UserGroup {
  id: string;
  handle: string;
  users: readonly string[];
  disabled: boolean;
}

/** Everything that Slack would keep of one workspace. */
export class Workspace {
  readonly team: Team;
  readonly ids: IdSource;
  readonly timestamps: TimestampSource;
  readonly changes: Changes;
  readonly people = new People();
  readonly messages = new MessageStore();
  readonly views = new ViewStore();
  readonly channels = new Map<string, Channel>();
  readonly userGroups = new Map<string, UserGroup>();
  readonly #directs = new Map<string, string>();
  readonly #now: () => Date;

  constructor(team: Team, ids: IdSource, timestamps: TimestampSource, changes: Changes, now: () => Date) {
    this.team = team;
    this.ids = ids;
    this.timestamps = timestamps;
    this.changes = changes;
    this.#now = now;
  }

  nowSeconds(): number {
    return Math.floor(this.#now().getTime() / 1000);
  }

  addChannel(input: ChannelInput): Channel {
    const channel: Channel = {
      type: 'channel',
      id: input.id ?? this.ids.next('C'),
      name: input.name,
      isPrivate: input.isPrivate ?? false,
      members: input.members ?? 'everyone',
      hasBot: input.hasBot ?? false,
      created: this.nowSeconds(),
    };
    this.putChannel(channel);
    return channel;
  }

  putChannel(channel: Channel): void {
    this.channels.set(channel.id, channel);
    if (channel.type === 'im') this.#directs.set(channel.user, channel.id);
  }

  findDirect(user: string): string | undefined {
    return this.#directs.get(user);
  }

  /** The direct messages between the bot and a person; they are there as soon as somebody asks. */
  openDirect(user: string): { id: string; wasOpen: boolean } {
    const known = this.#directs.get(user);
    if (known !== undefined) return { id: known, wasOpen: true };
    const id = this.ids.next('D');
    this.putChannel({ type: 'im', id, user, created: this.nowSeconds() });
    return { id, wasOpen: false };
  }

  /** By id, or by name as `#general` or `general`. */
  findChannel(reference: string): Channel | undefined {
    const byId = this.channels.get(reference);
    if (byId !== undefined) return byId;
    const name = reference.replace(/^#/, '');
    for (const channel of this.channels.values()) if (channelName(channel) === name) return channel;
    return undefined;
  }

  isMember(channel: Channel, user: string): boolean {
    if (channel.type === 'im') return channel.user === user || user === this.team.botUserId;
    if (user === this.team.botUserId) return channel.hasBot;
    const person = this.people.find(user);
    if (person === undefined || person.deleted) return false;
    if (channel.members !== 'everyone') return channel.members.includes(user);
    return isActiveHuman(person) && !person.is_restricted;
  }

  reset(): void {
    this.people.reset();
    this.messages.reset();
    this.views.reset();
    this.channels.clear();
    this.userGroups.clear();
    this.#directs.clear();
  }
}
