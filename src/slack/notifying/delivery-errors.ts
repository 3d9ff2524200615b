import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { DeliveryError } from '../../ports.ts';

/** Answers of Slack that no later attempt can change: the person or the conversation cannot be written to. */
const FINAL: ReadonlySet<string> = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'invalid_user_combination',
  'is_archived',
  'messages_tab_disabled',
  'not_in_channel',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);

/** Answers that mean that the blocks are wrong: the text alone still arrives. */
const BLOCKS_REFUSED: ReadonlySet<string> = new Set([
  'block_mismatch',
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** The message to edit is gone or closed for edits: nothing more can be done, and nothing needs to. */
const MESSAGE_GONE: ReadonlySet<string> = new Set([
  'cant_update_message',
  'channel_not_found',
  'edit_window_closed',
  'is_archived',
  'message_not_found',
]);

export function platformCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

export function isBlocksRefused(error: unknown): boolean {
  return BLOCKS_REFUSED.has(platformCode(error) ?? '');
}

export function isMessageGone(error: unknown): boolean {
  return MESSAGE_GONE.has(platformCode(error) ?? '');
}

/** The client takes a page of some proxy for an error of Slack, text and all. */
function isCode(error: string): boolean {
  return /^[a-z][a-z0-9_]{0,80}$/.test(error);
}

/**
 * Says of a failed call whether to try again. An answer that is not known here is tried again: a few calls too many
 * cost little, a message that is lost costs a lot. A revoked token keeps its code, so that the caller can act on it.
 */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const options = { cause: error };
  if (error instanceof WebAPIRateLimitedError) {
    return new DeliveryError('ratelimited', { type: 'after', delayMs: error.retryAfter * 1000 }, options);
  }
  if (error instanceof WebAPIPlatformError) {
    const retry = FINAL.has(error.data.error) ? 'never' : 'backoff';
    return new DeliveryError(isCode(error.data.error) ? error.data.error : 'bad_answer', { type: retry }, options);
  }
  if (error instanceof WebAPIHTTPError)
    return new DeliveryError(`http_${error.statusCode}`, { type: 'backoff' }, options);
  const code = error instanceof WebAPIRequestError ? 'network' : 'unexpected';
  return new DeliveryError(code, { type: 'backoff' }, options);
}
