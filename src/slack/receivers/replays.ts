import { SIGNATURE_WINDOW_MS } from './signature.ts';

/** A timestamp may lie five minutes ahead, and is good for five minutes after that. */
const REMEMBERED_MS = 2 * SIGNATURE_WINDOW_MS;

/** Remembers genuine signatures for as long as they would be accepted again. */
export function createReplayGuard() {
  // In the order of arrival, so the oldest are at the front.
  const seen = new Map<string, number>();

  const forget = (nowMs: number) => {
    for (const [signature, until] of seen) {
      if (until > nowMs) return;
      seen.delete(signature);
    }
  };

  return {
    /** `true` the first time, `false` for a replay. */
    admit(signature: string, nowMs: number): boolean {
      forget(nowMs);
      if (seen.has(signature)) return false;
      seen.set(signature, nowMs + REMEMBERED_MS);
      return true;
    },
  };
}
