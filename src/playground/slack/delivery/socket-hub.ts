import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import type { JsonObject } from '../json.ts';
import type { Changes } from '../state/changes.ts';
import { type SocketAck, SocketConnection } from './socket-connection.ts';

const GOODBYE_MS = 250;

export interface DisconnectOptions {
  /** What Slack says before it closes. */
  reason?: 'warning' | 'refresh_requested' | 'link_disabled';
  /** Cut the lines without a word. */
  abrupt?: boolean;
}

/** The connections of Socket Mode: tickets, `hello`, envelopes in turn over all that are open. */
export class SocketHub {
  readonly #changes: Changes;
  readonly #appId: string;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #connections = new Set<SocketConnection>();
  #turn = 0;

  constructor(changes: Changes, appId: string) {
    this.#changes = changes;
    this.#appId = appId;
  }

  get open(): number {
    return [...this.#connections].filter((connection) => connection.isOpen).length;
  }

  /** A WebSocket address that serves once. */
  issueUrl(base: string): string {
    const ticket = randomBytes(16).toString('hex');
    this.#tickets.add(ticket);
    return `${base.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  accept(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = new URL(incoming.url ?? '/', 'http://localhost');
    const ticket = address.searchParams.get('ticket') ?? '';
    if (!address.pathname.startsWith('/link') || !this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(incoming, socket, head, (webSocket) => {
      const connection = new SocketConnection(webSocket);
      this.#connections.add(connection);
      connection.onClose(() => {
        this.#connections.delete(connection);
        this.#changes.emit({ type: 'connection', open: this.open });
      });
      connection.tell({
        type: 'hello',
        num_connections: this.open,
        debug_info: { host: 'applink-stand-in', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#appId },
      });
      this.#changes.emit({ type: 'connection', open: this.open });
    });
  }

  /** `null` when nobody is connected. */
  async ask(envelope: JsonObject, timeoutMs: number): Promise<SocketAck | null> {
    const open = [...this.#connections].filter((connection) => connection.isOpen);
    this.#turn += 1;
    const connection = open[this.#turn % Math.max(open.length, 1)];
    return connection === undefined ? null : await connection.ask(envelope, timeoutMs);
  }

  /** Ends all connections, as Slack does now and then. */
  disconnect(options: DisconnectOptions = {}): void {
    for (const connection of this.#connections) {
      if (!options.abrupt) {
        const reason = options.reason ?? 'refresh_requested';
        connection.tell({ type: 'disconnect', reason, debug_info: { host: 'applink-stand-in' } });
      }
      connection.end(options.abrupt ?? false);
    }
  }

  /** Says goodbye, and cuts the lines of those who do not answer. */
  async close(): Promise<void> {
    const closings = [...this.#connections].map(
      (connection) => new Promise<void>((resolve) => connection.onClose(resolve)),
    );
    for (const connection of this.#connections) connection.end(false);
    await Promise.race([Promise.all(closings), delay(GOODBYE_MS)]);
    for (const connection of this.#connections) connection.end(true);
    this.#server.close();
  }
}
