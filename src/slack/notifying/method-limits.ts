import { WebAPIRateLimitedError } from '@slack/web-api';
import { DeliveryError } from '../../ports.ts';
import { toDeliveryError } from './delivery-errors.ts';

/** Calls a method of Slack, unless it rests. */
export type CallSlack = <T>(method: string, call: () => Promise<T>) => Promise<T>;

/**
 * Slack limits each method for each workspace by itself: after a 429 that method rests until `Retry-After` is over,
 * and every other goes on. Errors of Slack pass through as they are.
 */
export function createMethodLimits(machineNow: () => number): CallSlack {
  const restsUntil = new Map<string, number>();
  return async (method, call) => {
    const leftMs = (restsUntil.get(method) ?? 0) - machineNow();
    if (leftMs > 0) throw new DeliveryError('ratelimited', { type: 'after', delayMs: leftMs });
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw error;
      restsUntil.set(method, machineNow() + error.retryAfter * 1000);
      throw toDeliveryError(error);
    }
  };
}
