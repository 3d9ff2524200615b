import { readFile } from 'node:fs/promises';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { DirectoryError } from '../../ports.ts';
import { askJson } from '../http/ask.ts';
import type { Provider } from '../http/provider.ts';
import { createTokenCache, type TokenCache, tokenAnswer } from '../http/token-cache.ts';
import type { Pace } from '../patience.ts';

/** A service account's key, as the Cloud console saves it. */
const credentialsSchema = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
});
type Credentials = z.infer<typeof credentialsSchema>;

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function badFile(problem: string): DirectoryError {
  const sentence = `The file in GOOGLE_CREDENTIALS_FILE ${problem}. Put the JSON key of the service account there (Cloud console → IAM & Admin → Service accounts → Keys).`;
  return new DirectoryError('credentials_file', sentence);
}

async function readCredentials(file: string): Promise<Credentials> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw badFile('cannot be read');
  });
  try {
    return credentialsSchema.parse(JSON.parse(text));
  } catch {
    // What the error says would repeat pieces of the file.
    throw badFile('is not the key of a service account');
  }
}

async function sign({ private_key, private_key_id, client_email, token_uri }: Credentials, claims: object) {
  const key = await importPKCS8(private_key, 'RS256').catch(() => {
    throw badFile('has a private key that cannot be read');
  });
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(private_key_id === undefined ? {} : { kid: private_key_id }) })
    .setIssuer(client_email)
    .setAudience(token_uri)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key);
}

/**
 * Tokens of a service account that acts as an admin, by domain-wide delegation
 * (developers.google.com/identity/protocols/oauth2/service-account). The file is read anew for each token.
 */
export function createGoogleTokens(
  { file, adminEmail, scope }: { file: string; adminEmail: string; scope: string },
  provider: Provider,
  pace: Pace,
): TokenCache {
  return createTokenCache(async (signal) => {
    const credentials = await readCredentials(file);
    const assertion = await sign(credentials, { scope, sub: adminEmail });
    const call = {
      url: new URL(credentials.token_uri),
      method: 'POST' as const,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: GRANT, assertion }).toString(),
    };
    return (await askJson(provider, call, tokenAnswer, pace, signal)).read;
  });
}
