import type { Logger } from '../log.ts';
import type { SlackMessage } from './blocks.ts';

const TIMEOUT_MS = 10_000;

/** A message that only the person who asked sees. */
export function ephemeral(message: SlackMessage) {
  return { response_type: 'ephemeral' as const, text: message.text, blocks: message.blocks };
}

/**
 * Answers by a `response_url`, privately. It is good for five answers within 30 minutes; when it is not, or cannot be
 * reached, that is logged and nothing else happens. Returns whether it arrived.
 */
export async function respondPrivately(
  { responseUrl, log, replace }: { responseUrl: string | null; log: Logger; replace: boolean },
  message: SlackMessage,
): Promise<boolean> {
  if (responseUrl === null) return false;
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ ...ephemeral(message), replace_original: replace }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    if (!response.ok) log.warn({ status: response.status }, 'Slack refused a private answer');
    return response.ok;
  } catch (error) {
    log.warn({ err: error }, 'a private answer did not reach Slack');
    return false;
  }
}
