import { createAdvancedClient, withAdditionalInterceptors, withHTTPClient } from '@scaleway/sdk-client';
import { Iamv1alpha1 } from '@scaleway/sdk-iam';
import { DirectoryError } from '../../ports.ts';
import { askPatiently } from '../http/ask.ts';
import type { Call } from '../http/exchange.ts';
import { type Provider, refused, unreadable } from '../http/provider.ts';
import type { Pace } from '../patience.ts';

export interface ScalewayAccess {
  apiUrl: string;
  accessKey: string;
  secretKey: string;
  organizationId: string;
}

const METHODS = ['GET', 'POST', 'PATCH', 'PUT'] as const;

async function toCall(request: Request): Promise<Call> {
  const method = METHODS.find((known) => known === request.method);
  if (method === undefined) throw new Error(`Muster never sends ${request.method} to Scaleway`);
  const body = method === 'GET' ? undefined : await request.text();
  return { url: new URL(request.url), method, headers: Object.fromEntries(request.headers), body };
}

/** The SDK neither waits, nor tries again, nor can be aborted: it asks through this. */
function createPatientFetch(provider: Provider, pace: Pace, signal: AbortSignal | undefined): typeof fetch {
  return async (input, init) => {
    const answer = await askPatiently(provider, await toCall(new Request(input, init)), pace, signal);
    if (answer.status < 200 || answer.status > 299) throw refused(provider, answer);
    if (answer.status === 204 || answer.text.trim() === '') return new Response(null, { status: 204 });
    // The SDK reads JSON only under exactly this type, without a charset.
    return new Response(answer.text, { status: answer.status, headers: { 'content-type': 'application/json' } });
  };
}

/**
 * Scaleway's IAM API for one question or one pass. The token is set here and not by the SDK's profile, which would also
 * judge the form of keys.
 */
export function openIam(
  { apiUrl, secretKey }: ScalewayAccess,
  provider: Provider,
  pace: Pace,
  signal?: AbortSignal,
): Iamv1alpha1.API {
  const authenticate = {
    request: ({ request }: { request: Request }) => {
      request.headers.set('x-auth-token', secretKey);
      return request;
    },
  };
  const client = createAdvancedClient(
    (settings) => ({ ...settings, apiURL: apiUrl }),
    withHTTPClient(createPatientFetch(provider, pace, signal)),
    withAdditionalInterceptors([authenticate]),
  );
  return new Iamv1alpha1.API(client);
}

/** What the SDK gives; an answer that it cannot read is a `DirectoryError` too. */
export async function readThrough<Read>(
  provider: Provider,
  question: Promise<Read>,
  signal?: AbortSignal,
): Promise<Read> {
  try {
    return await question;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DirectoryError) throw error;
    throw unreadable(provider, 'its form');
  }
}
