import type { Answer, Provider } from '../http/provider.ts';
import type { Waiting } from '../patience.ts';

const TOKEN =
  'Let an owner of the organization make a fine-grained personal access token whose resource owner is the organization, with the organization permission Members: read (read and write to invite), or a classic one with read:org (admin:org), and put it into GITHUB_TOKEN; then restart Muster.';

const SENTENCES: Readonly<Record<number, string>> = {
  401: `GitHub does not accept the token in GITHUB_TOKEN. ${TOKEN}`,
  403: `GitHub says that the token in GITHUB_TOKEN may not do this. ${TOKEN}`,
  404: `GitHub does not know the organization in GITHUB_ORG, or does not show it to the token in GITHUB_TOKEN. ${TOKEN}`,
  422: `GitHub shows only to owners of the organization who has two-factor authentication. ${TOKEN}`,
};

/** docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: limits come as 403 or 429. */
function isLimit({ status, headers, text }: Answer): boolean {
  if (status !== 403) return false;
  const isOver = headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
  return isOver || /secondary rate limit|rate limit exceeded/i.test(text);
}

export function createGithubProvider(waiting: Waiting): Provider {
  return {
    label: 'GitHub',
    addressSetting: 'GITHUB_API_URL',
    ...waiting,
    explain: ({ status }: Answer) => SENTENCES[status] ?? null,
    isLimit,
  };
}
