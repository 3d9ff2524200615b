import type { PGlite } from '@electric-sql/pglite';
import type { PgNotification, PgQueryResult } from 'bullmq';
import { within } from './within.ts';

/** BullMQ takes an error with this text for a lost connection: it waits and tries again instead of giving the job up. */
export const CONNECTION_CLOSED = 'Connection is closed.';

const CLOSE_PATIENCE_MS = 5_000;

export interface NotificationListener {
  notify(message: PgNotification): void;
}

/** The one session of a PGlite, shared fairly by many logical clients: first come, first served. */
export class EmbeddedSession {
  readonly #db: PGlite;
  readonly #listeners = new Map<string, Set<NotificationListener>>();
  readonly #offNotification: () => void;
  #tail: Promise<void> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor(db: PGlite) {
    this.#db = db;
    this.#offNotification = db.onNotification((channel, payload) => {
      for (const listener of [...(this.#listeners.get(channel) ?? [])]) listener.notify({ channel, payload });
    });
  }

  /** Waits for the session and has it alone until the returned function is called. */
  async acquire(): Promise<() => void> {
    if (this.#closing !== null) throw new Error(CONNECTION_CLOSED);
    const before = this.#tail;
    let letGo = () => {};
    this.#tail = new Promise((resolve) => {
      letGo = resolve;
    });
    await before;
    return letGo;
  }

  /** Runs a statement for whoever has the session. Without parameters it may be several, as in the simple protocol. */
  async run(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    if (params) {
      const result = await this.#db.query(text, [...params]);
      return { rows: result.rows, rowCount: result.affectedRows ?? null };
    }
    const last = (await this.#db.exec(text)).at(-1);
    return { rows: last?.rows ?? [], rowCount: last?.affectedRows ?? null };
  }

  /** Subscribes one client. The session itself listens as long as any of its clients does. */
  async listen(channel: string, listener: NotificationListener): Promise<void> {
    if (!this.#listeners.has(channel)) {
      await this.run(`LISTEN "${channel}"`);
      this.#listeners.set(channel, new Set());
    }
    this.#listeners.get(channel)?.add(listener);
  }

  /** Notifications on a channel that nobody reads any more are dropped here, so the session just goes on listening. */
  unlisten(channel: string, listener: NotificationListener): void {
    this.#listeners.get(channel)?.delete(listener);
  }

  forget(listener: NotificationListener): void {
    for (const channel of this.#listeners.keys()) this.unlisten(channel, listener);
  }

  /** Lets the statement or transaction that runs come to its end, but not for ever, and closes the database. */
  close(): Promise<void> {
    this.#closing ??= this.#close(this.#tail);
    return this.#closing;
  }

  async #close(running: Promise<void>): Promise<void> {
    await within(CLOSE_PATIENCE_MS, running).catch(() => undefined);
    this.#offNotification();
    this.#listeners.clear();
    await this.#db.close();
  }
}
