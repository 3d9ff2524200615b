import { vi } from 'vitest';
import { PATIENCE_MS } from './screen.ts';

/** Waits until `check` no longer throws, as long as a busy machine may need: vitest's own limit is one second. */
export async function eventually<T>(check: () => T | Promise<T>, { intervalMs = 50 } = {}): Promise<T> {
  return await vi.waitFor(check, { timeout: PATIENCE_MS, interval: intervalMs });
}
