import { z } from 'zod';
import type { Directory, DirectoryAccount } from '../../ports.ts';
import { askForChange, askJson, findJson } from '../http/ask.ts';
import { followCursors } from '../http/pages.ts';
import { askAsBearer } from '../http/token-cache.ts';
import { endpoint } from '../http/url.ts';
import { FOR_A_PASS, toWaiting, type Waiting, WHILE_SOMEBODY_WAITS } from '../patience.ts';
import { createSeeingDirectory } from '../seeing-directory.ts';
import { createGoogleProvider } from './google-provider.ts';
import { createGoogleTokens } from './google-token.ts';
import { googleUserSchema, isAccount, toAccount } from './google-user.ts';

export interface GoogleDirectoryDeps extends Partial<Waiting> {
  apiUrl: string;
  /** The JSON key of a service account. */
  credentialsFile: string;
  /** The admin as whom the service account acts. */
  adminEmail: string;
  customer: string;
}

/** The most that `users.list` gives at once; 100 when nothing is said. */
const PAGE_SIZE = '500';
const SETUP_URL = 'https://myaccount.google.com/signinoptions/two-step-verification';
const NOTHING_SHOWN =
  'Google lists people, but shows of nobody whether they have 2-Step Verification. The person in GOOGLE_ADMIN_EMAIL must be an admin who may read users.';
const SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

/** An organization without anybody has no `users` at all. */
const usersPage = z.object({ users: z.array(googleUserSchema).nullish(), nextPageToken: z.string().nullish() });

/**
 * Google Workspace by the Directory API. Reading and locking use tokens of different scopes, so that a delegation
 * for reading is enough to read. What goes wrong is thrown as a `DirectoryError`.
 */
export function createGoogleDirectory(deps: GoogleDirectoryDeps): Directory {
  const provider = createGoogleProvider(toWaiting(deps));
  const access = { file: deps.credentialsFile, adminEmail: deps.adminEmail };
  const readTokens = createGoogleTokens({ ...access, scope: `${SCOPE}.readonly` }, provider, FOR_A_PASS);
  const lockTokens = createGoogleTokens({ ...access, scope: SCOPE }, provider, WHILE_SOMEBODY_WAITS);
  const usersUrl = (path = '', query = {}) => endpoint(deps.apiUrl, '/admin/directory/v1', `/users${path}`, query);

  async function* list(signal: AbortSignal | undefined): AsyncGenerator<readonly DirectoryAccount[], void, undefined> {
    const pages = followCursors(provider.label, async (cursor) => {
      const query = { customer: deps.customer, maxResults: PAGE_SIZE, orderBy: 'email' };
      const url = usersUrl('', cursor === null ? query : { ...query, pageToken: cursor });
      const { read } = await askAsBearer(readTokens, signal, (headers) =>
        askJson(provider, { url, headers }, usersPage, FOR_A_PASS, signal),
      );
      return { items: read.users ?? [], next: read.nextPageToken || null };
    });
    for await (const users of pages) yield users.filter(isAccount).map(toAccount);
  }

  const findUser = (key: string) =>
    askAsBearer(readTokens, undefined, (headers) => {
      const url = usersUrl(`/${encodeURIComponent(key)}`);
      return findJson(provider, { url, headers }, googleUserSchema, WHILE_SOMEBODY_WAITS);
    });

  const setSuspended = (externalId: string, suspended: boolean) =>
    askAsBearer(lockTokens, undefined, (headers) =>
      askForChange(
        provider,
        {
          url: usersUrl(`/${encodeURIComponent(externalId)}`),
          method: 'PATCH',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ suspended }),
        },
        WHILE_SOMEBODY_WAITS,
      ),
    );

  return createSeeingDirectory({
    name: 'google',
    label: provider.label,
    setupUrl: SETUP_URL,
    capabilities: { hold: false },
    nothingShown: NOTHING_SHOWN,
    list,
    async read(externalId) {
      const user = await findUser(externalId);
      return user !== null && isAccount(user) ? toAccount(user) : null;
    },
    locking: {
      async readLock(externalId) {
        const user = await findUser(externalId);
        if (user === null) return 'gone';
        return isAccount(user) ? 'unlocked' : 'locked';
      },
      lock: (externalId) => setSuspended(externalId, true),
      unlock: (externalId) => setSuspended(externalId, false),
      findOwnAccount: async () => (await findUser(deps.adminEmail))?.id ?? null,
    },
  });
}
