import type { Answer, Provider } from '../http/provider.ts';
import type { Waiting } from '../patience.ts';

const KEY = 'in SCALEWAY_ACCESS_KEY and SCALEWAY_SECRET_KEY';

/** Permission sets: scaleway.com/en/docs/iam/reference-content/permission-sets. */
const SENTENCES: Readonly<Record<number, string>> = {
  401: `Scaleway does not accept the API key ${KEY}. Make a new one in the console under IAM → API keys, put it there, then restart Muster.`,
  403: `The API key ${KEY} may not do this. Give its bearer a policy with the permission set IAMReadOnly (IAMManager to lock and invite) for the whole organization, in the console under IAM → Policies.`,
  404: 'Scaleway does not know this organization or account. Check SCALEWAY_ORGANIZATION_ID (console → Organization → Settings) and SCALEWAY_API_URL.',
  409: 'Scaleway knows somebody with this email address or user name already.',
};

export function createScalewayProvider(waiting: Waiting): Provider {
  return {
    label: 'Scaleway',
    addressSetting: 'SCALEWAY_API_URL',
    ...waiting,
    explain: ({ status }: Answer) => SENTENCES[status] ?? null,
  };
}
