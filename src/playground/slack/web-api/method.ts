import type { JsonObject } from '../json.ts';
import type { Person } from '../state/person.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';

/** Who calls. */
export interface Caller {
  token: Token;
  /** The person behind a user token. */
  person: Person | null;
  /** The user id that messages of this caller carry. */
  userId: string;
}

/** One method of the Web API. */
export interface Method {
  tokens: readonly Token['kind'][];
  /** Any one of these scopes is needed; none where it is empty. */
  scopes: (args: JsonObject, world: World) => readonly string[];
  /** The keys of the answer besides `ok: true`. Throws `SlackApiError`. */
  run: (world: World, args: JsonObject, caller: Caller) => JsonObject;
}

export const PEOPLE_TOKENS = ['bot', 'user'] as const;

export function fixed(...scopes: string[]): Method['scopes'] {
  return () => scopes;
}
