import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { isObject, type JsonObject, parseJson, stringOf } from '../json.ts';

/** How an envelope ended. */
export type SocketAck = { type: 'acknowledged'; payload: unknown } | { type: 'timeout' } | { type: 'closed' };

/** Slack pings about that often; clients reconnect when they hear nothing for half a minute. */
const PING_MS = 10_000;

/** One WebSocket of Socket Mode. */
export class SocketConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (ack: SocketAck) => void>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    const pings = setInterval(() => socket.ping(`Ping from applink-stand-in at ${Date.now()}`), PING_MS);
    pings.unref();
    socket.on('message', (data) => this.#receive(data.toString()));
    socket.on('close', () => {
      clearInterval(pings);
      for (const settle of this.#waiting.values()) settle({ type: 'closed' });
      this.#waiting.clear();
    });
    socket.on('error', () => socket.terminate());
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  onClose(listener: () => void): void {
    this.#socket.on('close', listener);
  }

  tell(message: JsonObject): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Sends an envelope and waits for its acknowledgement. */
  ask(envelope: JsonObject, timeoutMs: number): Promise<SocketAck> {
    const envelopeId = randomUUID();
    return new Promise((resolve) => {
      const settle = (ack: SocketAck): void => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(ack);
      };
      const timer = setTimeout(() => settle({ type: 'timeout' }), timeoutMs);
      this.#waiting.set(envelopeId, settle);
      this.tell({ envelope_id: envelopeId, ...envelope });
    });
  }

  /** `abrupt` cuts the line without a word. */
  end(abrupt: boolean): void {
    if (abrupt) this.#socket.terminate();
    else this.#socket.close(1000);
  }

  #receive(text: string): void {
    const message = parseJson(text);
    if (!isObject(message)) return;
    const settle = this.#waiting.get(stringOf(message['envelope_id']) ?? '');
    settle?.({ type: 'acknowledged', payload: message['payload'] });
  }
}
