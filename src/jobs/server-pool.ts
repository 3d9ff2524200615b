import { EventEmitter } from 'node:events';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { DatabaseError, type Notification, type Pool, type PoolClient } from 'pg';
import { CONNECTION_CLOSED } from './embedded-session.ts';

/** SQLSTATE classes of a server that is away, is shutting down or starting, or has no connection left. */
const AWAY = /^(?:08|57P|53)/;

export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  constructor(cause: unknown) {
    super(CONNECTION_CLOSED, { cause });
  }
}

/** Whatever the server did not say itself comes from the way to it. */
async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (err) {
    if (err instanceof DatabaseError && !AWAY.test(err.code ?? '')) throw err;
    throw new ConnectionLostError(err);
  }
}

/** A connection that was taken out of the pool. It dies with its server without taking the process along. */
class ServerClient extends EventEmitter implements PgPoolClient {
  readonly #client: PoolClient;
  readonly #onNotification = (message: Notification) => this.emit('notification', message);
  readonly #onError = (err: Error) => this.listenerCount('error') > 0 && this.emit('error', err);

  constructor(client: PoolClient) {
    super();
    this.#client = client.on('notification', this.#onNotification).on('error', this.#onError);
  }

  query(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    return translated(this.#client.query(text, params && [...params]));
  }

  release(destroy?: boolean): void {
    this.#client.off('notification', this.#onNotification).off('error', this.#onError);
    this.#client.release(destroy);
  }
}

/**
 * A `pg.Pool` that tells BullMQ in its own words that the server is away. BullMQ knows only a refused connection as
 * such; at any other error its workers would try again without a pause and give up jobs that are done.
 */
export class ServerPool extends EventEmitter implements PgPool {
  /** The pool's sockets are kept alive: BullMQ may trust its subscription and need not poll every ten seconds. */
  readonly options = { keepAlive: true };
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super();
    this.#pool = pool;
    // Every queue and worker listens here.
    this.setMaxListeners(0);
    pool.on('error', (err) => {
      if (this.listenerCount('error') > 0) this.emit('error', err);
    });
  }

  query(text: string, params?: readonly unknown[]): Promise<PgQueryResult> {
    return translated(this.#pool.query(text, params && [...params]));
  }

  async connect(): Promise<PgPoolClient> {
    return new ServerClient(await translated(this.#pool.connect()));
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}
