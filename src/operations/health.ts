import pTimeout from 'p-timeout';

/** A probe waits for seconds, not minutes. */
const PROBE_LIMIT_MS = 3_000;

export type Probes = Readonly<Record<string, () => Promise<void>>>;

export interface Readiness {
  ready: boolean;
  /** `ok`, or what went wrong, for each part. */
  parts: Record<string, string>;
}

/** Asks every part at once. The reason is the error's message: logs and metrics are read by the people who run it. */
export async function checkReadiness(probes: Probes): Promise<Readiness> {
  const parts = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => [name, await ask(probe)] as const),
  );
  return { ready: parts.every(([, answer]) => answer === 'ok'), parts: Object.fromEntries(parts) };
}

async function ask(probe: () => Promise<void>): Promise<string> {
  try {
    await pTimeout(probe(), { milliseconds: PROBE_LIMIT_MS, message: `no answer within ${PROBE_LIMIT_MS / 1_000} s` });
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}
