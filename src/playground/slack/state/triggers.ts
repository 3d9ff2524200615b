import { randomBytes } from 'node:crypto';
import { SlackApiError } from '../errors.ts';

const LIFETIME_MS = 3000;
const KEPT = 10_000;

interface Trigger {
  user: string;
  issuedAt: number;
  used: boolean;
}

/** A trigger lives three seconds, unless told otherwise, and serves once. */
export class Triggers {
  readonly #now: () => Date;
  readonly #lifetimeMs: number;
  readonly #issued = new Map<string, Trigger>();

  constructor(now: () => Date, lifetimeMs = LIFETIME_MS) {
    this.#now = now;
    this.#lifetimeMs = lifetimeMs;
  }

  issue(user: string): string {
    const id = `${this.#issued.size + 1}.${Math.floor(Math.random() * 1e9)}.${randomBytes(16).toString('hex')}`;
    this.#issued.set(id, { user, issuedAt: this.#now().getTime(), used: false });
    for (const oldest of this.#issued.keys()) {
      if (this.#issued.size <= KEPT) break;
      this.#issued.delete(oldest);
    }
    return id;
  }

  /** Uses a trigger up and returns whose it was. */
  spend(id: string): string {
    const trigger = this.#issued.get(id);
    if (trigger === undefined) throw new SlackApiError('invalid_trigger_id');
    if (trigger.used) throw new SlackApiError('exchanged_trigger_id');
    if (this.#now().getTime() - trigger.issuedAt > this.#lifetimeMs) throw new SlackApiError('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }
}
