import type { ServerResponse } from 'node:http';
import type { LiveTopic } from '../protocol/action.ts';
import type { Change } from '../slack/state/changes.ts';
import type { Parts } from './parts.ts';

// A round of a thousand reminders is a thousand changes: a page hears of them in handfuls.
const GATHER_MS = 60;
const HEARTBEAT_MS = 15_000;

function topicsOf(change: Change): readonly LiveTopic[] {
  switch (change.type) {
    case 'message':
    case 'ephemeral':
    case 'modal':
    case 'home':
    case 'connection':
      return ['state'];
    case 'person':
      return ['state', 'people'];
    case 'journal':
      return ['journal'];
    case 'restored':
      return ['state', 'people', 'mail', 'journal'];
  }
}

/** Tells open pages by server-sent events what they should ask for again. */
export class Live {
  readonly #pages = new Set<ServerResponse>();
  readonly #topics = new Set<LiveTopic>();
  readonly #unsubscribe: (() => void)[];
  readonly #heartbeat: NodeJS.Timeout;
  #timer: NodeJS.Timeout | null = null;

  constructor({ slack, mailbox, directories }: Pick<Parts, 'slack' | 'mailbox' | 'directories'>) {
    this.#unsubscribe = [
      slack.onChange((change) => this.tell(topicsOf(change))),
      directories.onChange(() => this.tell(['state', 'people'])),
      mailbox.onChange(() => this.tell(['mail', 'state'])),
    ];
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS).unref();
  }

  tell(topics: readonly LiveTopic[]): void {
    for (const topic of topics) this.#topics.add(topic);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS).unref();
  }

  /** Keeps the response open until the page goes away. */
  add(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 500\n\n');
    this.#pages.add(response);
    response.once('close', () => this.#pages.delete(response));
  }

  close(): void {
    for (const end of this.#unsubscribe) end();
    clearInterval(this.#heartbeat);
    if (this.#timer) clearTimeout(this.#timer);
    for (const page of this.#pages) page.end();
  }

  #flush(): void {
    this.#timer = null;
    const topics = [...this.#topics];
    this.#topics.clear();
    this.#write(`data: ${JSON.stringify({ topics })}\n\n`);
  }

  #write(text: string): void {
    for (const page of this.#pages) page.write(text);
  }
}
