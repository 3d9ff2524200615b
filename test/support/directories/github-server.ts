/**
 * GitHub's REST API of 2022-11-28: docs.github.com/rest/orgs/members and /outside-collaborators (`filter`, `per_page`,
 * `page`; filters answer 422 to who is no owner, github/rest-api-description pull 4777), /rest/users/users
 * (`GET /user/{account_id}`), /rest/using-the-rest-api/using-pagination-in-the-rest-api (`Link`), and
 * `POST /orgs/{org}/invitations`. Requests without a user agent are refused with 403.
 */
import { createGithubDirectory } from '../../../src/directories/github/github-directory.ts';
import {
  type Behaviour,
  type Call,
  type Person,
  pageNumbered,
  type Reply,
  startProvider,
  type World,
} from './provider-server.ts';
import { recordWaits, type Subject } from './subject.ts';

const GITHUB_TOKEN = ['github', 'pat', 'AAAABBBB'].join('_');
const GITHUB_ORG = 'acme';

const numberOf = ({ id }: Person) => Number(id.replace(/\D/g, ''));
const loginOf = (person: Person) => `person-${numberOf(person)}`;

function toGithubUser(person: Person): Record<string, unknown> {
  const login = loginOf(person);
  return {
    login,
    id: numberOf(person),
    node_id: 'MDQ6VXNlcjE=',
    avatar_url: '',
    url: `https://api.github.com/users/${login}`,
    html_url: `https://github.com/${login}`,
    type: 'User',
    user_view_type: 'public',
    site_admin: false,
    ...person.fields,
  };
}

const isOutside = ({ fields }: Person) => fields['outside'] === true;

/** `insecure` is a field of ours: the person has SMS among their methods. */
function matches(person: Person, filter: string): boolean {
  if (filter === '2fa_disabled') return person.mfa === 'off';
  if (filter === '2fa_insecure') return person.mfa === 'on' && person.fields['insecure'] === true;
  return true;
}

function listPeople({ query, path }: Call, { people, largestPage }: World): Reply {
  const outside = path.endsWith('/outside_collaborators');
  const crowd = people.filter((person) => isOutside(person) === outside && matches(person, query.get('filter') ?? ''));
  const size = Math.min(Number(query.get('per_page') ?? 30), largestPage, 100);
  const number = Number(query.get('page') ?? 1);
  const { page, isLast } = pageNumbered(crowd, number, size);
  const to = (next: number) =>
    `<https://api.github.com/organizations/1${path}?filter=${query.get('filter')}&per_page=${size}&page=${next}>`;
  const links = [`${to(1)}; rel="first"`, ...(isLast ? [] : [`${to(number + 1)}; rel="next"`])];
  return { status: 200, headers: { link: links.toReversed().join(', ') }, body: page.map(toGithubUser) };
}

const notFound: Reply = { status: 404, body: { message: 'Not Found', status: '404' } };

const behaviour: Behaviour = {
  kindOf({ method, path, query }) {
    if (path === `/orgs/${GITHUB_ORG}/invitations`) return 'invite';
    if (path === `/orgs/${GITHUB_ORG}`) return 'organization';
    if (path === `/orgs/${GITHUB_ORG}/members` && query.get('filter') === 'all') return 'list';
    if (/\/(members|outside_collaborators)$/.test(path)) return `${path} ${query.get('filter')}`;
    return `${method} one`;
  },
  answer(call, world) {
    const { headers, path } = call;
    if (headers['user-agent'] !== 'muster') return { status: 403, body: { message: 'administrative rules' } };
    if (headers['authorization'] !== `Bearer ${GITHUB_TOKEN}`)
      return { status: 401, body: { message: 'Bad credentials' } };
    if (call.kind === 'organization') {
      // Only owners are shown the field.
      return { status: 200, body: { login: GITHUB_ORG, id: 1, two_factor_requirement_enabled: false } };
    }
    if (call.kind === 'invite') {
      const { email } = JSON.parse(call.body);
      const known = world.people.some((person) => person.email === email);
      return known ? { status: 422, body: { message: 'Validation Failed' } } : { status: 201, body: { id: 1, email } };
    }
    if (/^\/orgs\/acme\/(members|outside_collaborators)$/.test(path)) return listPeople(call, world);
    const [last = ''] = path.split('/').toReversed();
    const found = world.people.find((person) => String(numberOf(person)) === last || loginOf(person) === last);
    if (found === undefined) return notFound;
    if (path === `/user/${last}`) return { status: 200, body: toGithubUser(found) };
    return path === `/orgs/${GITHUB_ORG}/members/${last}` && !isOutside(found) ? { status: 204 } : notFound;
  },
};

/** The settings with which the bot itself asks a local server. */
export const githubSettings = { GITHUB_TOKEN, GITHUB_ORG };

export const github = {
  name: 'github',
  unsaid: null,
  emails: false,
  credential: 'GITHUB_TOKEN',
  malformed: { id: 'one' },
  strange: { type: 'Robot', user_view_type: 'secret' },
  listKind: 'list',
  async start(people: readonly Person[], largestPage?: number, identitiesFile: string | null = null) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const access = { apiUrl: server.address, token: GITHUB_TOKEN, org: GITHUB_ORG };
    const directory = createGithubDirectory({ ...access, identitiesFile, wait });
    const settings = { GITHUB_API_URL: server.address, GITHUB_TOKEN, GITHUB_ORG };
    return { directory, server, waits, settings, secrets: [GITHUB_TOKEN] };
  },
} satisfies Subject;
