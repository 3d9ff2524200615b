/** Scaleway's IAM as the playground answers it, with what tests let go wrong. Its source is noted there. */
import { createScalewayDirectory } from '../../../src/directories/scaleway/scaleway-directory.ts';
import { answerIam, iamKindOf } from '../../../src/playground/directories/scaleway/iam-api.ts';
import { type Behaviour, launchProvider, type Person, startProvider } from './provider-server.ts';
import { recordWaits, type Subject } from './subject.ts';

const SECRET_KEY = '11111111-2222-3333-4444-555555555555';
const ACCESS_KEY = 'SCWAAAAAAAAAAAAAAAAA';
const ORGANIZATION = '99999999-8888-7777-6666-555555555555';
const BEARER = 'id-00001';

const PERIOD = { created_at: '2026-01-05T10:00:00Z', expires_at: '2026-01-12T10:00:00Z' };
const PERIODS = [
  { ...PERIOD, type: 'update_password' },
  { ...PERIOD, type: 'set_mfa', expires_at: '2026-01-19T10:00:00Z' },
];

const behaviour: Behaviour = {
  kindOf: iamKindOf,
  answer(call, { people, largestPage }) {
    return answerIam(call, {
      ...{ organizationId: ORGANIZATION, accessKey: ACCESS_KEY, secretKey: SECRET_KEY, bearer: BEARER },
      ...{ people, largestPage },
      gracePeriodsOf: (userId) => (userId === BEARER ? PERIODS : []),
      newId: () => 'id-99999',
    });
  },
};

/** The settings with which the bot itself asks a local server. */
export const scalewaySettings = {
  SCALEWAY_ACCESS_KEY: ACCESS_KEY,
  SCALEWAY_SECRET_KEY: SECRET_KEY,
  SCALEWAY_ORGANIZATION_ID: ORGANIZATION,
};

/** The server alone, for a whole bot in several tests; whoever launches it closes it. */
export async function launchScaleway(people: readonly Person[]) {
  const server = await launchProvider(behaviour, people);
  return { ...server, settings: { ...scalewaySettings, SCALEWAY_API_URL: server.address } };
}

export const scaleway: Subject = {
  name: 'scaleway',
  unsaid: 'unknown',
  emails: true,
  credential: 'SCALEWAY_SECRET_KEY',
  malformed: { mfa: 'yes' },
  strange: { type: 'robot', status: 'frozen', locale: 7 },
  listKind: 'list',
  async start(people, largestPage) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const access = { accessKey: ACCESS_KEY, secretKey: SECRET_KEY, organizationId: ORGANIZATION };
    const directory = createScalewayDirectory({ apiUrl: server.address, ...access, wait });
    const settings = { ...scalewaySettings, SCALEWAY_API_URL: server.address };
    return { directory, server, waits, settings, secrets: [SECRET_KEY] };
  },
};
