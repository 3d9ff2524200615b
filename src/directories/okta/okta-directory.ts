import { z } from 'zod';
import { type Directory, type DirectoryAccount, DirectoryError } from '../../ports.ts';
import { askForChange, findJson } from '../http/ask.ts';
import { followCursors } from '../http/pages.ts';
import { endpoint, readNextLink, withQuery } from '../http/url.ts';
import { toWaiting, type Waiting, WHILE_SOMEBODY_WAITS } from '../patience.ts';
import { createSeeingDirectory } from '../seeing-directory.ts';
import { createPacedAsk } from './okta-client.ts';
import { createOktaProvider } from './okta-provider.ts';
import { isAccount, oktaFactorsSchema, oktaUserSchema, readFactors, toAccount } from './okta-user.ts';

export interface OktaDirectoryDeps extends Partial<Waiting> {
  /** The organization's own address; Okta has no common one. */
  apiUrl: string;
  apiToken: string;
}

/** What `GET /api/v1/users` gives at once when nothing is said; the most that it recommends. */
const PAGE_SIZE = '200';
/** Factors are asked for one person at a time; so many at once are far below Okta's limit of 75. */
const AT_ONCE = 5;
const NOTHING_SHOWN =
  'Okta lists people, but shows of nobody which factors they have. Make the token as a Read-only Administrator for all users.';

/**
 * Okta: the users, then the factors of each. A page of users stays where it is while their factors are read, so a
 * limit or a fault costs one question and not the pass. What goes wrong is thrown as a `DirectoryError`.
 */
export function createOktaDirectory(deps: OktaDirectoryDeps): Directory {
  const provider = createOktaProvider(toWaiting(deps));
  const headers = { authorization: `SSWS ${deps.apiToken}`, accept: 'application/json' };
  const usersUrl = (path: string, query = {}) => endpoint(deps.apiUrl, '/api/v1', `/users${path}`, query);
  const userUrl = (id: string, path = '') => usersUrl(`/${encodeURIComponent(id)}${path}`);

  async function* list(signal: AbortSignal | undefined): AsyncGenerator<readonly DirectoryAccount[], void, undefined> {
    const ask = createPacedAsk(provider, signal);
    const first = usersUrl('', { limit: PAGE_SIZE });
    const pages = followCursors(provider.label, async (cursor) => {
      const url = cursor === null ? first : withQuery(first, cursor);
      const { read, answer } = await ask('users', { url, headers }, z.array(oktaUserSchema));
      return { items: read.filter(isAccount), next: readNextLink(answer.headers) };
    });

    /** `null` for somebody who was deleted since the page was read. */
    async function readOne(user: z.infer<typeof oktaUserSchema>): Promise<DirectoryAccount | null> {
      try {
        const { read } = await ask('factors', { url: userUrl(user.id, '/factors'), headers }, oktaFactorsSchema);
        return toAccount(user, readFactors(read));
      } catch (error) {
        if (error instanceof DirectoryError && error.code === 'http_404') return null;
        throw error;
      }
    }

    for await (const users of pages) {
      const accounts: DirectoryAccount[] = [];
      for (let from = 0; from < users.length; from += AT_ONCE) {
        const some = await Promise.all(users.slice(from, from + AT_ONCE).map(readOne));
        accounts.push(...some.filter((account) => account !== null));
      }
      yield accounts;
    }
  }

  const find = <Read>(url: URL, schema: z.ZodType<Read>) =>
    findJson(provider, { url, headers }, schema, WHILE_SOMEBODY_WAITS);

  const change = (externalId: string, transition: 'suspend' | 'unsuspend') =>
    askForChange(
      provider,
      { url: userUrl(externalId, `/lifecycle/${transition}`), method: 'POST', headers },
      WHILE_SOMEBODY_WAITS,
    );

  const statusOf = async (externalId: string) => (await find(userUrl(externalId), oktaUserSchema))?.status ?? null;

  return createSeeingDirectory({
    name: 'okta',
    label: provider.label,
    setupUrl: endpoint(deps.apiUrl.replace(/\/api\/v1\/*$/, ''), '', '/enduser/settings').href,
    capabilities: { hold: false },
    nothingShown: NOTHING_SHOWN,
    list,
    async read(externalId) {
      const user = await find(userUrl(externalId), oktaUserSchema);
      if (user === null || !isAccount(user)) return null;
      const factors = await find(userUrl(externalId, '/factors'), oktaFactorsSchema);
      return factors === null ? null : toAccount(user, readFactors(factors));
    },
    locking: {
      async readLock(externalId) {
        const status = await statusOf(externalId);
        if (status === null || status === 'DEPROVISIONED') return 'gone';
        return status === 'SUSPENDED' ? 'locked' : 'unlocked';
      },
      // Okta refuses to suspend somebody twice.
      async lock(externalId) {
        if ((await statusOf(externalId)) !== 'SUSPENDED') await change(externalId, 'suspend');
      },
      async unlock(externalId) {
        if ((await statusOf(externalId)) === 'SUSPENDED') await change(externalId, 'unsuspend');
      },
      findOwnAccount: async () => (await find(userUrl('me'), oktaUserSchema))?.id ?? null,
    },
  });
}
