import type { MfaReading } from '../../domain/mfa.ts';
import type { Directory, DirectoryAccount } from '../../ports.ts';
import { FOR_A_PASS, type Pace, toWaiting, type Waiting, WHILE_SOMEBODY_WAITS } from '../patience.ts';
import { createSeeingDirectory } from '../seeing-directory.ts';
import { type Crowd, createGithubLists, type GithubAccess, type GithubUser } from './github-lists.ts';
import { createGithubProvider } from './github-provider.ts';
import { readIdentities } from './identities.ts';

export interface GithubDirectoryDeps extends GithubAccess, Partial<Waiting> {
  /** CSV `login,email`; `null`: accounts have no email. */
  identitiesFile: string | null;
}

/** The two lists that tell a crowd's MFA. */
interface Lacking {
  disabled: ReadonlySet<number>;
  insecure: ReadonlySet<number>;
}

const PAGE_SIZE = 500;
const CROWDS: readonly Crowd[] = ['members', 'outside_collaborators'];
const NOTHING_SHOWN = 'GitHub shows of nobody whether they have two-factor authentication.';

const idsOf = (users: readonly GithubUser[]) => new Set(users.map(({ id }) => id));

/** `insecure` has everybody with an insecure method (GitHub: "such as SMS"), also beside a secure one. */
function readMfa({ disabled, insecure }: Lacking, id: number): MfaReading {
  if (disabled.has(id)) return { status: 'disabled', method: null };
  return { status: 'enabled', method: insecure.has(id) ? 'other' : null };
}

/** GitHub Enterprise Server has its API below the address of its pages. */
function setupUrl(apiUrl: string): string {
  const { origin, hostname } = new URL(apiUrl);
  return hostname === 'api.github.com' ? 'https://github.com/settings/security' : `${origin}/settings/security`;
}

/**
 * GitHub shows no flag of MFA, but filtered lists of who lacks it: the status is the difference of complete lists. The
 * people are listed first, so that nobody who joins meanwhile without MFA can be missing in the filtered lists. What
 * goes wrong is thrown as a `DirectoryError`, and then there is no reading.
 */
export function createGithubDirectory({ identitiesFile, ...access }: GithubDirectoryDeps): Directory {
  const lists = createGithubLists(access, createGithubProvider(toWaiting(access)));
  let holds = false;

  async function readLacking(crowd: Crowd, pace: Pace, signal?: AbortSignal): Promise<Lacking> {
    const disabled = idsOf(await lists.listAll(crowd, '2fa_disabled', pace, signal));
    return { disabled, insecure: idsOf(await lists.listAll(crowd, '2fa_insecure', pace, signal)) };
  }

  function toAccount({ id, login }: GithubUser, lacking: Lacking, emails: ReadonlyMap<string, string>) {
    const email = emails.get(login.toLowerCase()) ?? null;
    return { externalId: String(id), slackUserId: null, email, name: login, login, ...readMfa(lacking, id) };
  }

  async function* list(signal: AbortSignal | undefined): AsyncGenerator<readonly DirectoryAccount[], void, undefined> {
    const emails = await readIdentities(identitiesFile, signal);
    holds = await lists.requiresMfa(FOR_A_PASS, signal);
    const met = new Set<number>();
    for (const crowd of CROWDS) {
      const everybody = await lists.listAll(crowd, 'all', FOR_A_PASS, signal);
      // Somebody may become a member between the two crowds.
      const users = everybody.filter(({ id, type }) => type !== 'Bot' && !met.has(id) && met.add(id));
      if (users.length === 0) continue;
      const lacking = await readLacking(crowd, FOR_A_PASS, signal);
      for (let from = 0; from < users.length; from += PAGE_SIZE) {
        yield users.slice(from, from + PAGE_SIZE).map((user) => toAccount(user, lacking, emails));
      }
    }
  }

  async function findCrowd(id: number, login: string): Promise<Crowd | null> {
    if (await lists.isMember(login, WHILE_SOMEBODY_WAITS)) return 'members';
    const others = await lists.listAll('outside_collaborators', 'all', WHILE_SOMEBODY_WAITS);
    return idsOf(others).has(id) ? 'outside_collaborators' : null;
  }

  async function read(externalId: string): Promise<DirectoryAccount | null> {
    const login = await lists.findLogin(externalId, WHILE_SOMEBODY_WAITS);
    const id = Number(externalId);
    const crowd = login === null ? null : await findCrowd(id, login);
    if (login === null || crowd === null) return null;
    const emails = await readIdentities(identitiesFile);
    return toAccount({ id, login }, await readLacking(crowd, WHILE_SOMEBODY_WAITS), emails);
  }

  return createSeeingDirectory({
    name: 'github',
    label: 'GitHub',
    setupUrl: setupUrl(access.apiUrl),
    capabilities: {
      /** As of the last pass: the organization's own requirement keeps newcomers out. */
      get hold() {
        return holds;
      },
    },
    nothingShown: NOTHING_SHOWN,
    list,
    read,
    inviting: { invite: (email) => lists.invite(email, WHILE_SOMEBODY_WAITS) },
  });
}
