import type { JsonObject } from './json.ts';

/** Errors that Slack documents for every method. */
export const COMMON_ERRORS = [
  'account_inactive',
  'fatal_error',
  'invalid_form_data',
  'invalid_post_type',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'ratelimited',
  'service_unavailable',
  'token_revoked',
  'unknown_method',
] as const;

/** Undocumented as common, but every method answers them (docs.slack.dev shows both in the examples of many). */
export const UNIVERSAL_ERRORS = ['invalid_arguments', 'invalid_auth'] as const;

const MESSAGE_ERRORS = ['channel_not_found', 'invalid_blocks', 'invalid_blocks_format', 'no_text'] as const;
const OPEN_ERRORS = [
  'duplicate_external_id',
  'exchanged_trigger_id',
  'expired_trigger_id',
  'invalid_trigger_id',
  'view_too_large',
] as const;

/** Which errors each method can answer besides those above: a subset of what docs.slack.dev lists for it. */
export const METHOD_ERRORS = {
  'api.test': [],
  'auth.test': [],
  'apps.connections.open': [],
  'team.info': [],
  'users.list': ['invalid_cursor', 'limit_required'],
  'users.info': ['user_not_found'],
  'usergroups.users.list': ['no_such_subteam'],
  'conversations.open': [
    'channel_not_found',
    'invalid_user_combination',
    'too_many_users',
    'user_disabled',
    'user_not_found',
    'user_not_visible',
    'users_list_not_supplied',
  ],
  'conversations.history': ['channel_not_found', 'invalid_cursor', 'not_in_channel'],
  'conversations.info': ['channel_not_found'],
  'chat.postMessage': [
    ...MESSAGE_ERRORS,
    'invalid_metadata_format',
    'msg_blocks_too_long',
    'not_in_channel',
    'too_many_attachments',
  ],
  'chat.update': [
    ...MESSAGE_ERRORS,
    'cant_update_message',
    'invalid_attachments',
    'invalid_metadata_format',
    'message_not_found',
    'msg_too_long',
    'too_many_attachments',
  ],
  'chat.postEphemeral': [
    ...MESSAGE_ERRORS,
    'msg_too_long',
    'not_in_channel',
    'too_many_attachments',
    'user_not_in_channel',
  ],
  'chat.delete': ['cant_delete_message', 'channel_not_found', 'message_not_found'],
  'views.open': OPEN_ERRORS,
  'views.push': [...OPEN_ERRORS, 'not_found', 'push_limit_reached'],
  'views.update': ['duplicate_external_id', 'hash_conflict', 'not_found', 'view_too_large'],
  'views.publish': ['duplicate_external_id', 'hash_conflict', 'not_enabled', 'view_too_large'],
  'dnd.info': ['user_not_found'],
  'dnd.teamInfo': ['too_many_users'],
} as const;

export type MethodName = keyof typeof METHOD_ERRORS;
export type SlackErrorName =
  | (typeof COMMON_ERRORS)[number]
  | (typeof UNIVERSAL_ERRORS)[number]
  | (typeof METHOD_ERRORS)[MethodName][number];

const EVERYWHERE: ReadonlySet<string> = new Set([...COMMON_ERRORS, ...UNIVERSAL_ERRORS]);

export function isMethodName(method: string): method is MethodName {
  return Object.hasOwn(METHOD_ERRORS, method);
}

/** Whether Slack documents this error for this method: the stand-in answers no other. */
export function mayAnswer(method: MethodName, error: string): boolean {
  const own: readonly string[] = METHOD_ERRORS[method];
  return EVERYWHERE.has(error) || own.includes(error);
}

/** An answer with `ok: false`. `extra` are further keys of the answer. */
export class SlackApiError extends Error {
  override readonly name = 'SlackApiError';
  readonly code: SlackErrorName;
  readonly extra: JsonObject;

  constructor(code: SlackErrorName, extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** `invalid_arguments` with the sentences that Slack puts into `response_metadata.messages`. */
export function invalidArguments(...messages: string[]): SlackApiError {
  return new SlackApiError('invalid_arguments', { response_metadata: { messages } });
}
