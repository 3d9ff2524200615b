import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger } from '../../../src/log.ts';
import { createPlaygroundClock } from '../../../src/playground/clock.ts';
import { Directories } from '../../../src/playground/directories/directories.ts';
import type { Inspection } from '../../../src/playground/inspection.ts';
import { createMailbox } from '../../../src/playground/mailbox.ts';
import { describeManifest } from '../../../src/playground/manifest.ts';
import { buildPeople } from '../../../src/playground/people.ts';
import type { Parts } from '../../../src/playground/server/parts.ts';
import { PeopleIndex } from '../../../src/playground/server/people-index.ts';
import { ReadMarks } from '../../../src/playground/server/read-marks.ts';
import { TroubleMaker } from '../../../src/playground/server/trouble-maker.ts';
import { openPageServer } from '../../../src/playground/server.ts';
import { CREDENTIALS } from '../../../src/playground/settings.ts';
import { createSlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { buildPageInto } from './built.ts';
import { startSmallApp } from './small-app.ts';

const MANIFEST = {
  display_information: { name: 'Muster' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'Muster' },
    slash_commands: [
      {
        command: '/mfa',
        description: 'Bring everybody onto MFA',
        usage_hint: 'status | enforce | stop | remind @person|everyone | members [missing|unknown] | check | history',
      },
    ],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'dnd:read', 'im:write', 'im:history', 'users:read'] } },
  settings: { event_subscriptions: { bot_events: ['app_home_opened', 'team_join', 'user_change'] } },
};

/** Builds the page into a folder of the test's own. */
export async function buildPage(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-page-'));
  await buildPageInto(folder);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** The playground's parts and page, with a small app in the place of the bot. */
export async function openWorkspace(options: { people?: number; pageFolder?: string } = {}) {
  const clock = createPlaygroundClock();
  const { appName, commands, isReadOnly } = describeManifest(MANIFEST);
  const app = await startSmallApp(CREDENTIALS.botToken);
  const mailbox = await createMailbox();
  const slack = await createSlackStandIn({
    ...CREDENTIALS,
    people: buildPeople(options.people),
    teamName: 'Lumen Works',
    manifest: MANIFEST,
    now: () => clock.now(),
  });
  slack.requestUrl = app.requestUrl;
  const people = new PeopleIndex(slack);
  const directories = new Directories(slack, ['slack'], []);
  const inspection: Inspection = { queues: {}, audit: [] };
  const parts: Parts = {
    ...{ slack, mailbox, directories, clock, people, marks: new ReadMarks(), appName, commands, isReadOnly },
    trouble: new TroubleMaker(slack, mailbox),
    inspect: async () => inspection,
  };
  const server = await openPageServer({
    parts,
    pageFolder: options.pageFolder ?? 'nowhere',
    port: 0,
    host: null,
    log: createLogger('silent'),
  });
  return {
    ...parts,
    /** What the app is said to have inside; a test may change it. */
    inspection,
    app,
    client: app.clientFor(slack.apiUrl),
    url: server.url,
    async close() {
      await server.close();
      await slack.close();
      await mailbox.close();
      await app.close();
    },
  };
}
export type OpenWorkspace = Awaited<ReturnType<typeof openWorkspace>>;
