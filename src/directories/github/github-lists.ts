import { z } from 'zod';
import { DirectoryError } from '../../ports.ts';
import { askJson, askPatiently, findJson } from '../http/ask.ts';
import { sweepPages } from '../http/pages.ts';
import { type Provider, refused } from '../http/provider.ts';
import { endpoint, readNextLink } from '../http/url.ts';
import type { Pace } from '../patience.ts';

export interface GithubAccess {
  apiUrl: string;
  token: string;
  org: string;
}

/** The most that GitHub gives at once; 30 when nothing is said. */
const PAGE_SIZE = '100';

const NOT_INVITED =
  'GitHub did not invite this person: they are in the organization already, were invited already, or the organization has no seat left.';

/** What Muster reads of a "simple user" (docs.github.com/rest/orgs/members). */
const user = z.object({ id: z.number().int(), login: z.string().min(1), type: z.string().nullish() });
export type GithubUser = z.infer<typeof user>;

/** docs.github.com/rest/orgs/orgs, "Get an organization". */
const organization = z.object({ two_factor_requirement_enabled: z.boolean().nullish() });

export type Crowd = 'members' | 'outside_collaborators';
export type Filter = 'all' | '2fa_disabled' | '2fa_insecure';

/** Questions to GitHub's REST API, with the headers that it wants. */
export function createGithubLists({ apiUrl, token, org }: GithubAccess, provider: Provider) {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'muster',
  };
  const orgUrl = (path: string, query = {}) => endpoint(apiUrl, '', `/orgs/${encodeURIComponent(org)}${path}`, query);

  /** One complete list; people who move between its pages while it is read are found all the same. */
  function listPages(crowd: Crowd, filter: Filter, pace: Pace, signal?: AbortSignal) {
    return sweepPages<GithubUser>({
      label: provider.label,
      async readPage(number) {
        const url = orgUrl(`/${crowd}`, { filter, per_page: PAGE_SIZE, page: String(number) });
        const { read, answer } = await askJson(provider, { url, headers }, z.array(user), pace, signal);
        return { items: read, isLast: readNextLink(answer.headers) === null };
      },
    });
  }

  return {
    async listAll(crowd: Crowd, filter: Filter, pace: Pace, signal?: AbortSignal): Promise<GithubUser[]> {
      const users: GithubUser[] = [];
      for await (const page of listPages(crowd, filter, pace, signal)) users.push(...page);
      return users;
    },
    /** Whether the organization keeps people without 2FA out by itself; only owners are shown that. */
    async requiresMfa(pace: Pace, signal?: AbortSignal): Promise<boolean> {
      const answer = await findJson(provider, { url: orgUrl(''), headers }, organization, pace, signal);
      return answer?.two_factor_requirement_enabled === true;
    },
    /** A login can be changed, an id cannot. */
    async findLogin(id: string, pace: Pace): Promise<string | null> {
      const url = endpoint(apiUrl, '', `/user/${encodeURIComponent(id)}`);
      return (await findJson(provider, { url, headers }, user, pace))?.login ?? null;
    },
    async isMember(login: string, pace: Pace): Promise<boolean> {
      const url = orgUrl(`/members/${encodeURIComponent(login)}`);
      const answer = await askPatiently(provider, { url, headers }, pace);
      if (answer.status === 204 || answer.status === 404) return answer.status === 204;
      throw refused(provider, answer);
    },
    async invite(email: string, pace: Pace): Promise<void> {
      const body = JSON.stringify({ email, role: 'direct_member' });
      const call = { url: orgUrl('/invitations'), method: 'POST' as const, headers, body };
      const answer = await askPatiently(provider, call, pace);
      if (answer.status === 422) throw new DirectoryError('already_invited', NOT_INVITED);
      if (answer.status !== 201) throw refused(provider, answer);
    },
  };
}
