import type { Answer, Provider } from '../http/provider.ts';
import type { Waiting } from '../patience.ts';

/** developers.google.com/workspace/admin/directory/v1/limits: limits come as 403 with one of these reasons. */
const LIMITS = /"(userRateLimitExceeded|rateLimitExceeded|quotaExceeded|dailyLimitExceeded)"/;

const DELEGATION =
  'In the Admin console under Security → API controls → Domain-wide delegation, add the client ID of the service account with the scope https://www.googleapis.com/auth/admin.directory.user.readonly (and …/admin.directory.user to lock).';
const ADMIN =
  'The person in GOOGLE_ADMIN_EMAIL must be an admin of this Google Workspace who may read users, and must have signed in once.';

const SENTENCES: Readonly<Record<number, string>> = {
  400: `Google refuses what Muster asks. ${ADMIN} Check GOOGLE_CUSTOMER too.`,
  401: `Google does not let the service account act as the admin. ${DELEGATION}`,
  403: `Google says that this is not allowed. ${ADMIN} Enable the Admin SDK API in the project of the service account. ${DELEGATION}`,
  404: 'Google does not know this customer or account. Check GOOGLE_CUSTOMER (my_customer when unset) and GOOGLE_API_URL.',
};

export function createGoogleProvider(waiting: Waiting): Provider {
  return {
    label: 'Google Workspace',
    addressSetting: 'GOOGLE_API_URL',
    ...waiting,
    explain: ({ status }: Answer) => SENTENCES[status] ?? null,
    isLimit: ({ status, text }) => status === 403 && LIMITS.test(text),
  };
}
