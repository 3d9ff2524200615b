/** What Slack answers for a token that lost its power. */
export type TokenState = 'valid' | 'invalid_auth' | 'account_inactive' | 'token_revoked';

export interface Token {
  value: string;
  kind: 'bot' | 'app' | 'user';
  /** The person or bot user that speaks with it; `null` for an app-level token. */
  userId: string | null;
  scopes: readonly string[];
  state: TokenState;
}

export class Tokens {
  readonly #byValue = new Map<string, Token>();

  add(token: Token): void {
    this.#byValue.set(token.value, token);
  }

  find(value: string): Token | undefined {
    return this.#byValue.get(value);
  }

  all(): Token[] {
    return [...this.#byValue.values()];
  }

  /** Takes effect at the next call with it. */
  set(value: string, patch: Partial<Pick<Token, 'state' | 'scopes' | 'userId'>>): void {
    const token = this.#byValue.get(value);
    if (token === undefined) throw new Error('there is no such token');
    this.#byValue.set(value, { ...token, ...patch });
  }
}

const TOKEN_PATTERN = /\bx(?:ox[a-z]|app|wfp)-[\w-]+/g;

/** Hides tokens in a text, except for their kind and their last characters. */
export function maskTokens(text: string): string {
  return text.replace(TOKEN_PATTERN, (token) => `${token.slice(0, 5)}…${token.slice(-3)}`);
}
