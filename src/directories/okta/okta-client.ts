import type { z } from 'zod';
import { type Asked, askJson } from '../http/ask.ts';
import type { Call } from '../http/exchange.ts';
import { readAllowance } from '../http/limits.ts';
import type { Answer, Provider } from '../http/provider.ts';
import { FOR_A_PASS } from '../patience.ts';

/** Of each window, so much is left to whatever else talks to the organization's Okta. */
const SHARE_LEFT = 0.2;

/** Asks as long as the window has room, and then waits for the next one instead of running into the limit. */
export function createPacedAsk(provider: Provider, signal: AbortSignal | undefined) {
  // Users and factors have windows of their own.
  const due = new Map<string, number>();
  const pauses = new Map<string, Promise<void>>();

  function note(bucket: string, answer: Answer): void {
    const allowance = readAllowance(answer);
    if (allowance !== null && allowance.left <= allowance.of * SHARE_LEFT) due.set(bucket, allowance.resetMs);
  }

  /** Questions at the same time share one pause. */
  async function pause(bucket: string): Promise<void> {
    const pauseMs = due.get(bucket);
    due.delete(bucket);
    if (pauseMs !== undefined && pauseMs > 0 && !pauses.has(bucket)) {
      pauses.set(
        bucket,
        provider.wait(pauseMs, signal).finally(() => pauses.delete(bucket)),
      );
    }
    await pauses.get(bucket);
  }

  return async function ask<Read>(bucket: string, call: Call, schema: z.ZodType<Read>): Promise<Asked<Read>> {
    await pause(bucket);
    const asked = await askJson(provider, call, schema, FOR_A_PASS, signal);
    note(bucket, asked.answer);
    return asked;
  };
}
