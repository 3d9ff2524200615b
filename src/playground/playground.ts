import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import pTimeout from 'p-timeout';
import type { Logger } from 'pino';
import { createPlaygroundClock, type PlaygroundClock } from './clock.ts';
import { openDirectories } from './directories/directories.ts';
import type { Inspect, Inspection } from './inspection.ts';
import { createMailbox } from './mailbox.ts';
import { loadManifest } from './manifest.ts';
import { findPackageFolder } from './package-folder.ts';
import { buildPeople } from './people.ts';
import type { DirectoryName } from './protocol/directory.ts';
import { loadSavedState, StateSaver } from './saved-state.ts';
import type { Parts } from './server/parts.ts';
import { PeopleIndex } from './server/people-index.ts';
import { ReadMarks } from './server/read-marks.ts';
import { TroubleMaker } from './server/trouble-maker.ts';
import { openPageServer } from './server.ts';
import { type BotEnvironment, buildEnvironment, CREDENTIALS, type Receiving, writeEnvironment } from './settings.ts';
import { createSlackStandIn } from './slack/stand-in.ts';

const CLOSE_PATIENCE_MS = 4_000;

/** Starts the real bot; the composition root is above the playground, so it is handed in. */
export type StartBot = (environment: BotEnvironment, clock: Pick<PlaygroundClock, 'now'>) => Promise<RunningBot>;

export interface RunningBot {
  /** Where it takes Slack's requests in HTTP mode; `null` in Socket Mode. */
  requestUrl: string | null;
  inspect: Inspect;
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  dataDir: string;
  startBot: StartBot;
  log: Logger;
  /** A free port where nothing is said. */
  port?: number;
  /** Another host than loopback, for who asks for it. */
  host?: string;
  /** How many members; the eight of the story where nothing is said. */
  people?: number;
  /** Where MFA is read; where nothing is said as before, and at first in Slack alone. */
  directories?: readonly DirectoryName[] | undefined;
  /** Begin the story anew. */
  reset?: boolean;
  receiving?: Receiving;
}

export interface Playground {
  /** The page's address. */
  url: string;
  /** The path of the CSV file, where it is a directory; else `null`. */
  peopleFile: string | null;
  close(): Promise<void>;
}

/** What is there before the bot. */
type OuterParts = Omit<Parts, 'inspect'>;

async function buildParts(options: PlaygroundOptions, packageFolder: string, files: Files): Promise<OuterParts> {
  const saved = await loadSavedState(files.state);
  const clock = createPlaygroundClock(saved?.clockAheadMs);
  const manifest = await loadManifest(path.join(packageFolder, 'manifest.yml'));
  const mailbox = await createMailbox({ now: () => clock.now(), log: options.log });
  const slack = await createSlackStandIn({
    ...CREDENTIALS,
    people: buildPeople(options.people),
    teamName: 'Lumen Works',
    manifest: manifest.json,
    now: () => clock.now(),
  });
  const people = new PeopleIndex(slack);
  const marks = new ReadMarks();
  if (saved) {
    slack.restore(saved.slack);
    mailbox.restore(saved.mail);
    marks.restore(saved.readMarks);
  }
  const directories = await openDirectories({
    slack,
    names: options.directories ?? saved?.directories ?? ['slack'],
    file: files.people,
    saved: saved?.accounts ?? {},
  });
  const { appName, commands, isReadOnly } = manifest;
  const trouble = new TroubleMaker(slack, mailbox);
  return { slack, mailbox, directories, clock, people, marks, trouble, appName, commands, isReadOnly };
}

function watch(parts: OuterParts, file: string, log: Logger): StateSaver {
  const { slack, mailbox, directories, clock, marks } = parts;
  const take = () => ({
    version: 1 as const,
    clockAheadMs: clock.aheadMs,
    readMarks: marks.snapshot(),
    directories: [...directories.names],
    accounts: directories.snapshot(),
    slack: slack.snapshot(),
    mail: mailbox.snapshot(),
  });
  const saver = new StateSaver(file, take, (error) =>
    log.error({ err: error }, 'the playground’s state was not saved'),
  );
  slack.onChange(({ type }) => {
    if (type !== 'journal' && type !== 'connection') saver.touch();
  });
  mailbox.onChange(() => saver.touch());
  directories.onChange(() => saver.touch());
  return saver;
}

/** Only what the playground made: the folder may have been given by mistake. */
async function forget({ state, people, environment, bot }: Files): Promise<void> {
  await rm(state, { force: true });
  await rm(environment, { force: true });
  await rm(people, { force: true });
  await rm(bot, { recursive: true, force: true });
}

function filesIn(dataDir: string) {
  const at = (name: string) => path.resolve(dataDir, name);
  return {
    state: at('workspace.json'),
    people: at('people.csv'),
    /** The bot's settings. */
    environment: at('playground.env'),
    bot: at('muster'),
  };
}
type Files = ReturnType<typeof filesIn>;

const NOTHING_INSIDE: Inspection = { queues: {}, audit: [] };

/** The page and the bot on top of the parts. */
async function startOnTop(outer: OuterParts, options: PlaygroundOptions, packageFolder: string) {
  const { dataDir, startBot, log, receiving = 'socket', port = 0, host = null } = options;
  let inspect: Inspect = async () => NOTHING_INSIDE;
  const parts = { ...outer, inspect: () => inspect() };
  const pageFolder = path.join(packageFolder, 'dist', 'playground-page');
  // Before the bot: its first reading of a big workspace would hold the address up.
  const server = await openPageServer({ parts, pageFolder, port, host, log });
  try {
    const { slack, mailbox, directories, clock } = outer;
    const environment = buildEnvironment(slack, mailbox, directories, dataDir, receiving);
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeEnvironment(filesIn(dataDir).environment, environment);
    const bot = await startBot(environment, clock);
    outer.slack.requestUrl = bot.requestUrl;
    inspect = bot.inspect;
    return { bot, server };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What takes longer goes on at the next start, as after a crash: whoever plays does not wait for it. */
async function closeBot(bot: RunningBot, log: Logger): Promise<void> {
  await pTimeout(bot.close(), { milliseconds: CLOSE_PATIENCE_MS }).catch((error: unknown) =>
    log.warn({ err: error }, 'the bot did not close in time'),
  );
}

async function closeParts({ slack, mailbox, directories }: OuterParts): Promise<void> {
  await slack.close();
  await directories.close();
  await mailbox.close();
}

/** Starts everything: the stand-in for Slack, the mail server, the bot and the page. State is kept in `dataDir`. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { log } = options;
  const packageFolder = findPackageFolder();
  const files = filesIn(options.dataDir);
  if (options.reset) await forget(files);
  const parts = await buildParts(options, packageFolder, files);
  const saver = watch(parts, files.state, log);
  try {
    const { bot, server } = await startOnTop(parts, options, packageFolder);
    return {
      url: server.url,
      peopleFile: parts.directories.cards.find(({ file }) => file !== null)?.file ?? null,
      async close() {
        await server.close();
        await closeBot(bot, log);
        await saver.close();
        await closeParts(parts);
      },
    };
  } catch (error) {
    await closeParts(parts);
    throw error;
  }
}
