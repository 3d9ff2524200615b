import type { Content, Ephemeral, Message } from './message.ts';

/** Older ephemeral messages of one person are forgotten, as by a reload of Slack. */
const EPHEMERALS_KEPT = 200;

/** Messages by channel and `ts`, in the order in which they were posted, and what only one person sees. */
export class MessageStore {
  readonly #channels = new Map<string, Map<string, Message>>();
  readonly #ephemerals = new Map<string, Ephemeral[]>();

  find(channel: string, ts: string): Message | undefined {
    return this.#channels.get(channel)?.get(ts);
  }

  /** Oldest first. */
  list(channel: string): Message[] {
    return [...(this.#channels.get(channel)?.values() ?? [])];
  }

  all(): Message[] {
    return [...this.#channels.values()].flatMap((messages) => [...messages.values()]);
  }

  add(message: Message): void {
    const messages = this.#channels.get(message.channel) ?? new Map<string, Message>();
    messages.set(message.ts, message);
    this.#channels.set(message.channel, messages);
  }

  edit(message: Message, content: Content & { metadata?: Message['metadata'] }, editedTs: string): Message {
    const { text, blocks, attachments } = message;
    const edited = { ...message, ...content, editedTs, edits: [...message.edits, { text, blocks, attachments }] };
    this.add(edited);
    return edited;
  }

  delete(message: Message): void {
    this.#channels.get(message.channel)?.delete(message.ts);
  }

  ephemeralsOf(viewer: string): readonly Ephemeral[] {
    return this.#ephemerals.get(viewer) ?? [];
  }

  addEphemeral(ephemeral: Ephemeral): void {
    const before = this.ephemeralsOf(ephemeral.viewer);
    this.#ephemerals.set(ephemeral.viewer, [...before, ephemeral].slice(-EPHEMERALS_KEPT));
  }

  /** Replaces an ephemeral message, or takes it away with `null`. */
  replaceEphemeral(before: Ephemeral, content: Content | null): void {
    const list = this.ephemeralsOf(before.viewer).flatMap((one) => {
      if (one.ts !== before.ts) return [one];
      return content === null ? [] : [{ ...one, ...content }];
    });
    this.#ephemerals.set(before.viewer, list);
  }

  allEphemerals(): Ephemeral[] {
    return [...this.#ephemerals.values()].flat();
  }

  reset(): void {
    this.#channels.clear();
    this.#ephemerals.clear();
  }
}
