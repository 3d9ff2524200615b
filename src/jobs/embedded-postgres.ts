import { EventEmitter } from 'node:events';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import type { EmbeddedSession, NotificationListener } from './embedded-session.ts';

const LEADING_COMMENTS = /^(?:\s*--[^\n]*\n)*\s*/;
const SUBSCRIBE = /^(LISTEN|UNLISTEN)\s+"?([^\s";]+)"?/i;
const OPEN = /^(?:BEGIN|START\s+TRANSACTION)\b/i;
const END = /^(?:COMMIT|END|ROLLBACK(?!\s+TO\b)|ABORT)\b/i;

/** One of many logical connections over the one session: a transaction has it alone from BEGIN to COMMIT or ROLLBACK. */
class EmbeddedClient extends EventEmitter implements PgPoolClient, NotificationListener {
  readonly #session: EmbeddedSession;
  #letGo: (() => void) | null = null;

  constructor(session: EmbeddedSession) {
    super();
    this.#session = session;
  }

  async query(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    const statement = text.replace(LEADING_COMMENTS, '');
    if (this.#letGo) return this.#runInTransaction(statement, params);
    const letGo = await this.#session.acquire();
    if (!OPEN.test(statement)) return this.#run(statement, params).finally(letGo);
    this.#letGo = letGo;
    return this.#session.run(statement);
  }

  async #runInTransaction(statement: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    try {
      return await this.#run(statement, params);
    } finally {
      if (END.test(statement)) this.#leave();
    }
  }

  async #run(statement: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    const [, verb, channel] = SUBSCRIBE.exec(statement) ?? [];
    if (!verb || !channel) return this.#session.run(statement, params);
    if (verb.toUpperCase() === 'LISTEN') await this.#session.listen(channel, this);
    else if (channel === '*') this.#session.forget(this);
    else this.#session.unlisten(channel, this);
    return { rows: [], rowCount: null };
  }

  #leave(): void {
    this.#letGo?.();
    this.#letGo = null;
  }

  notify(message: PgNotification): void {
    this.emit('notification', message);
  }

  /** Gives the connection back. A transaction that was left open is rolled back. */
  release(): void {
    this.#session.forget(this);
    if (!this.#letGo) return;
    this.#session
      .run('ROLLBACK')
      .catch(() => undefined)
      .finally(() => this.#leave());
  }
}

/** What BullMQ needs of a `pg.Pool`, over one PGlite session. */
export class EmbeddedPool extends EventEmitter implements PgPool {
  /** No socket, so a subscription cannot be lost unseen: BullMQ need not poll every ten seconds. */
  readonly options = { keepAlive: true };
  readonly #session: EmbeddedSession;

  constructor(session: EmbeddedSession) {
    super();
    this.#session = session;
    // Every queue and worker listens here.
    this.setMaxListeners(0);
  }

  async query(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    const letGo = await this.#session.acquire();
    return this.#session.run(text, params).finally(letGo);
  }

  async connect(): Promise<PgPoolClient> {
    return new EmbeddedClient(this.#session);
  }

  end(): Promise<void> {
    return this.#session.close();
  }
}
