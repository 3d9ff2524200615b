/** `base` with `path` after it; a base that ends with the beginning of the path (`…/v1.0`) does not double it. */
export function endpoint(base: string, prefix: string, path: string, query: Record<string, string> = {}): URL {
  const trimmed = base.replace(/\/+$/, '');
  const url = new URL(`${trimmed.endsWith(prefix) ? trimmed : trimmed + prefix}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** The query of the page that `Link: <…>; rel="next"` names (RFC 8288); `null` on the last page. */
export function readNextLink(headers: Headers): string | null {
  const links = headers.get('link')?.matchAll(/<([^>]*)>([^<]*)/g) ?? [];
  for (const [, target = '', parameters = ''] of links) {
    if (/;\s*rel="?next"?/i.test(parameters)) return queryOf(target);
  }
  return null;
}

/** Credentials go to the configured address only: of an address in an answer nothing but the query is taken. */
export function queryOf(address: string): string {
  return URL.canParse(address) ? new URL(address).search : '';
}

export function withQuery(url: URL, query: string): URL {
  const other = new URL(url);
  other.search = query;
  return other;
}
