import type { MethodName } from './errors.ts';

interface Bucket {
  tokens: number;
  refilledAt: number;
}

/** Calls per minute of Slack's tiers (docs.slack.dev/apis/web-api/rate-limits). */
const TIERS = { t2: 20, t3: 50, t4: 100, t5: 600 } as const;

const TIER_OF: Readonly<Record<MethodName, keyof typeof TIERS>> = {
  'api.test': 't4',
  'auth.test': 't5',
  'apps.connections.open': 't3',
  'team.info': 't3',
  'users.list': 't2',
  'users.info': 't4',
  'usergroups.users.list': 't2',
  'conversations.open': 't3',
  'conversations.history': 't3',
  'conversations.info': 't3',
  // Several hundred per minute and workspace, besides one per second and channel.
  'chat.postMessage': 't5',
  'chat.update': 't3',
  'chat.postEphemeral': 't4',
  'chat.delete': 't3',
  'views.open': 't4',
  'views.push': 't4',
  'views.update': 't4',
  'views.publish': 't4',
  'dnd.info': 't3',
  'dnd.teamInfo': 't2',
};

/** Slack lets short bursts into a channel pass. */
const CHANNEL_BURST = 3;

/** Slack's rate tiers, where they are enforced. Uses the machine's clock: limits are about real seconds. */
export class RateLimits {
  enforced: boolean;
  readonly #buckets = new Map<string, Bucket>();

  constructor(enforced: boolean) {
    this.enforced = enforced;
  }

  /** Seconds until the next call is allowed; `0` when this one is. */
  take(method: MethodName, channel: string | undefined): number {
    if (!this.enforced) return 0;
    const perMinute = TIERS[TIER_OF[method]];
    const wait = this.#spend(method, perMinute, perMinute);
    if (wait > 0 || method !== 'chat.postMessage' || channel === undefined) return wait;
    return this.#spend(`${method} ${channel}`, CHANNEL_BURST, 60);
  }

  #spend(key: string, capacity: number, perMinute: number): number {
    const now = Date.now();
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, refilledAt: now };
    const refill = ((now - bucket.refilledAt) / 60_000) * perMinute;
    const tokens = Math.min(capacity, bucket.tokens + refill);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, refilledAt: now });
    return allowed ? 0 : Math.max(1, Math.ceil(((1 - tokens) / perMinute) * 60));
  }
}
