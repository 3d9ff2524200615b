import { z } from 'zod';
import { isRefusal } from './provider.ts';

/** RFC 6749, section 5.1. */
export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
export type Token = z.infer<typeof tokenAnswer>;

/** A token is not used in its last minute: the question may be long on its way. */
const MARGIN_MS = 60_000;

/** Keeps a token until it expires or was refused. */
export function createTokenCache(fetchToken: (signal: AbortSignal | undefined) => Promise<Token>) {
  let kept: { token: string; until: number } | null = null;
  return {
    async get(signal: AbortSignal | undefined): Promise<string> {
      if (kept !== null && kept.until > Date.now()) return kept.token;
      const { access_token: token, expires_in: seconds } = await fetchToken(signal);
      kept = { token, until: Date.now() + seconds * 1_000 - MARGIN_MS };
      return token;
    },
    drop(): void {
      kept = null;
    },
  };
}

export type TokenCache = ReturnType<typeof createTokenCache>;

/** Asks with a bearer token. A token that was refused is not used again. */
export async function askAsBearer<Result>(
  tokens: TokenCache,
  signal: AbortSignal | undefined,
  ask: (headers: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const token = await tokens.get(signal);
  try {
    return await ask({ authorization: `Bearer ${token}`, accept: 'application/json' });
  } catch (error) {
    if (isRefusal(error) && error.code === 'http_401') tokens.drop();
    throw error;
  }
}
