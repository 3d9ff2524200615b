import type { Answer, Provider } from '../http/provider.ts';
import type { Waiting } from '../patience.ts';

const SENTENCES: Readonly<Record<number, string>> = {
  401: 'Okta does not accept the token in OKTA_API_TOKEN. Make a new one (Admin Console → Security → API → Tokens), put it there, then restart Muster.',
  403: 'Okta says that the person behind OKTA_API_TOKEN may not do this. Make the token as an administrator with the role Read-only Administrator (Group Administrator or higher to lock).',
  404: 'Okta does not know what Muster asks for. Check OKTA_API_URL: it is the address of your organization, as https://example.okta.com.',
};

export function createOktaProvider(waiting: Waiting): Provider {
  return {
    label: 'Okta',
    addressSetting: 'OKTA_API_URL',
    ...waiting,
    // docs: developer.okta.com/docs/reference/rl-global-mgmt: the list, one user, and their factors are limited apart.
    bucketOf: ({ pathname }) =>
      pathname.endsWith('/users') ? 'list' : pathname.endsWith('/factors') ? 'factors' : 'user',
    explain: ({ status }: Answer) => SENTENCES[status] ?? null,
  };
}
