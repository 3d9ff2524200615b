import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the benchmark: one contender, or the stand-in for Slack. It answers questions, one at a time. */
export interface Child {
  ask<Answer>(question: unknown): Promise<Answer>;
  /** Milliseconds of processor time so far: what is left to compare when the machine is busy with other things. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

type Reply = { type: 'answer'; value: unknown } | { type: 'failure'; stack: string };

const CPU = 'cpu';

/** Starts `bench/<name>` and waits until it can be asked. */
export async function startChild(name: string, settings: Record<string, string> = {}): Promise<Child> {
  const file = fileURLToPath(new URL(`../${name}.js`, import.meta.url));
  const profile = process.env['BENCH_PROFILE'];
  const execArgv = profile === name ? ['--cpu-prof', '--cpu-prof-dir=data/cpu-profiles'] : [];
  const child = fork(file, [JSON.stringify(settings)], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await nextReply(child);
  async function ask<Answer>(question: unknown): Promise<Answer> {
    child.send({ question });
    // Both ends are ours and built together, so the answer is taken as it is.
    const answer: Answer = JSON.parse(JSON.stringify(await nextReply(child)) ?? 'null');
    return answer;
  }
  return {
    ask,
    cpuMs: () => ask<number>(CPU),
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function nextReply(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  try {
    const [reply]: Reply[] = await Promise.race([
      once(child, 'message', { signal: gone.signal }),
      once(child, 'exit', { signal: gone.signal }).then(() => {
        throw new Error('a process of the benchmark ended by itself');
      }),
    ]);
    if (reply?.type === 'failure') throw new Error(reply.stack);
    return reply?.value;
  } finally {
    gone.abort();
  }
}

/** The child's side: the settings that it was started with. */
export function childSettings(): Record<string, string> {
  const settings: Record<string, string> = JSON.parse(process.argv[2] ?? '{}');
  return settings;
}

/** The child's side: says that it is ready, answers until the parent lets go, then closes. */
export function serveParent<Question>(answer: (question: Question) => unknown, close: () => Promise<void>): void {
  const send = (reply: Reply) => process.send?.(reply);
  process.on('message', ({ question }: { question: Question | typeof CPU }) => {
    void Promise.resolve()
      .then(() => (question === CPU ? readCpuMs() : answer(question)))
      .then((value) => send({ type: 'answer', value: value ?? null }))
      .catch((error: unknown) =>
        send({ type: 'failure', stack: error instanceof Error ? `${error.stack}` : `${error}` }),
      );
  });
  process.once('disconnect', () => void close().finally(() => process.exit()));
  send({ type: 'answer', value: null });
}

function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
