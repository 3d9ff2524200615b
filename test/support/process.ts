import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { createSurroundings } from './muster.ts';

/** The file that `npm start` runs. */
const PROGRAM = path.resolve(import.meta.dirname, '../../dist/src/main.js');

export type Env = Readonly<Record<string, string | undefined>>;
export type Surroundings = Awaited<ReturnType<typeof createSurroundings>>;

export interface Ended {
  /** `null` when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** One run of `muster` as a process of its own. */
export interface Run {
  readonly pid: number;
  readonly stdin: ChildProcess['stdin'];
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  kill(signal: NodeJS.Signals): void;
}

interface RunOptions {
  /** Another program in front, such as `script`, and how it is told what to run. */
  wrap?: (command: string) => [command: string, args: string[]];
  cwd?: string;
  /** Another build of it than the one that `npm start` runs. */
  program?: string;
}

/** The environment of a child holds nothing of the tests' own but where programs are. */
function isolate(env: Env): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: tmpdir(), NODE_ENV: 'production', ...env };
}

/** Runs `muster` with these arguments; what still runs is killed when the test ends. */
export function runMuster(args: readonly string[], env: Env, options: RunOptions = {}): Run {
  const { program = PROGRAM } = options;
  const [command, argv] = options.wrap?.([process.execPath, program, ...args].map(quote).join(' ')) ?? [
    process.execPath,
    [program, ...args],
  ];
  const child = spawn(command, argv, { env: isolate(env), cwd: options.cwd ?? tmpdir(), stdio: 'pipe' });
  const read = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      read[name] += text;
    });
  }
  // Whoever writes to a process that has ended is told so by its exit code.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, ...read }));
  const killWithTests = () => child.kill('SIGKILL');
  process.once('exit', killWithTests);
  void ended.then(() => process.off('exit', killWithTests));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    stdin: child.stdin,
    ended,
    stdout: () => read.stdout,
    stderr: () => read.stderr,
    kill: (signal) => void child.kill(signal),
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `script` gives the command a terminal, and types into it what it reads itself. */
export function terminal(command: string): [command: string, args: string[]] {
  return ['script', ['-qec', command, '/dev/null']];
}

/** A bot that runs. */
export interface Bot extends Run {
  readonly url: string;
}

const READY = /"port":(\d+)[^\n]*Muster is running/;

/** Starts the bot and waits until it takes requests; the stand-in then delivers to it. */
export async function startBot({ slack, env }: Surroundings, more: Env = {}, program = PROGRAM): Promise<Bot> {
  const all: Env = { ...env, LOG_LEVEL: 'info', ...more };
  const run = runMuster(['start'], all, { program });
  const port = await waitForPort(run);
  const url = `http://127.0.0.1:${port}`;
  if (all['SLACK_APP_TOKEN'] === undefined && all['ROLES'] !== 'worker') slack.requestUrl = `${url}/slack/events`;
  return { ...run, url };
}

async function waitForPort(run: Run): Promise<string> {
  let end: Ended | null = null;
  void run.ended.then((ended) => {
    end = ended;
  });
  for (;;) {
    const port = READY.exec(run.stdout())?.[1];
    if (port !== undefined) return port;
    if (end !== null) throw new Error(`the bot ended: ${JSON.stringify(end)}`);
    await pause(20);
  }
}

/** Ends it as a crash does, and waits until it is gone. */
export async function crash(run: Run): Promise<void> {
  run.kill('SIGKILL');
  await run.ended;
}
