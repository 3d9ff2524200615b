import type { Answer } from './provider.ts';

export interface Call {
  url: URL;
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
  headers: Record<string, string>;
  body?: string | undefined;
}

/**
 * One request and its whole answer; rejects when that takes longer than `silenceMs`. Redirects are not followed: they
 * would carry credentials to another host.
 */
export async function exchange(call: Call, silenceMs: number, signal: AbortSignal | undefined): Promise<Answer> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${silenceMs} ms`)), silenceMs);
  try {
    const response = await fetch(call.url, {
      method: call.method ?? 'GET',
      headers: call.headers,
      redirect: 'manual',
      signal: controller.signal,
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
