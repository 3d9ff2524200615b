import { z } from 'zod';
import type { Directory, DirectoryAccount } from '../../ports.ts';
import { askForChange, askJson, findJson } from '../http/ask.ts';
import { followCursors } from '../http/pages.ts';
import { askAsBearer, createTokenCache, tokenAnswer } from '../http/token-cache.ts';
import { endpoint, queryOf, withQuery } from '../http/url.ts';
import { FOR_A_PASS, toWaiting, type Waiting, WHILE_SOMEBODY_WAITS } from '../patience.ts';
import { createSeeingDirectory } from '../seeing-directory.ts';
import { createEntraProvider } from './entra-provider.ts';
import { registrationSchema, toAccount } from './entra-user.ts';

export interface EntraDirectoryDeps extends Partial<Waiting> {
  apiUrl: string;
  loginUrl: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
}

const SETUP_URL = 'https://mysignins.microsoft.com/security-info';
const NOTHING_SHOWN =
  'Microsoft lists people, but shows of nobody whether they have MFA. The report needs a licence of Microsoft Entra ID P1 or P2, and takes some hours to fill.';
const PAGE_SIZE = '999';

/** learn.microsoft.com/graph/api/resources/user: returned only when selected. */
const enabledUser = z.object({ accountEnabled: z.boolean() });
const reportPage = z.object({ value: z.array(registrationSchema), '@odata.nextLink': z.string().nullish() });

/**
 * Microsoft Entra ID by the registration report of Microsoft Graph, which leaves disabled people out and lags behind
 * by up to a few hours. What goes wrong is thrown as a `DirectoryError`.
 */
export function createEntraDirectory(deps: EntraDirectoryDeps): Directory {
  const provider = createEntraProvider(toWaiting(deps));
  const graph = (path: string, query = {}) => endpoint(deps.apiUrl, '/v1.0', path, query);
  const report = '/reports/authenticationMethods/userRegistrationDetails';

  // learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
  const tokens = createTokenCache(async (signal) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: deps.clientId,
      client_secret: deps.clientSecret,
      scope: `${new URL(deps.apiUrl).origin}/.default`,
    });
    const call = {
      url: endpoint(deps.loginUrl, '', `/${encodeURIComponent(deps.tenantId)}/oauth2/v2.0/token`),
      method: 'POST' as const,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: body.toString(),
    };
    return (await askJson(provider, call, tokenAnswer, FOR_A_PASS, signal)).read;
  });

  async function* list(signal: AbortSignal | undefined): AsyncGenerator<readonly DirectoryAccount[], void, undefined> {
    const first = graph(report, { $top: PAGE_SIZE });
    const pages = followCursors(provider.label, async (cursor) => {
      const url = cursor === null ? first : withQuery(first, cursor);
      const { read } = await askAsBearer(tokens, signal, (headers) =>
        askJson(provider, { url, headers }, reportPage, FOR_A_PASS, signal),
      );
      const next = read['@odata.nextLink'];
      return { items: read.value, next: next ? queryOf(next) : null };
    });
    for await (const registrations of pages) yield registrations.map(toAccount);
  }

  const setEnabled = (externalId: string, accountEnabled: boolean) =>
    askAsBearer(tokens, undefined, (headers) =>
      askForChange(
        provider,
        {
          url: graph(`/users/${encodeURIComponent(externalId)}`),
          method: 'PATCH',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ accountEnabled }),
        },
        WHILE_SOMEBODY_WAITS,
      ),
    );

  return createSeeingDirectory({
    name: 'entra',
    label: provider.label,
    setupUrl: SETUP_URL,
    capabilities: { hold: false },
    nothingShown: NOTHING_SHOWN,
    list,
    async read(externalId) {
      const url = graph(`${report}/${encodeURIComponent(externalId)}`);
      const found = await askAsBearer(tokens, undefined, (headers) =>
        findJson(provider, { url, headers }, registrationSchema, WHILE_SOMEBODY_WAITS),
      );
      return found === null ? null : toAccount(found);
    },
    locking: {
      // The report does not tell, and leaves disabled people out some hours later.
      async readLock(externalId) {
        const url = graph(`/users/${encodeURIComponent(externalId)}`, { $select: 'accountEnabled' });
        const found = await askAsBearer(tokens, undefined, (headers) =>
          findJson(provider, { url, headers }, enabledUser, WHILE_SOMEBODY_WAITS),
        );
        if (found === null) return 'gone';
        return found.accountEnabled ? 'unlocked' : 'locked';
      },
      lock: (externalId) => setEnabled(externalId, false),
      unlock: (externalId) => setEnabled(externalId, true),
      // Muster is an app there, and no person.
      findOwnAccount: async () => null,
    },
  });
}
