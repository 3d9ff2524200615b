import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server process that a test owns. */
export interface ChildServer {
  stop(signal: NodeJS.Signals): Promise<void>;
}

interface Start {
  command: string;
  args: string[];
  /** What it prints when it takes connections. */
  ready: string;
  /** Whose rights it runs with; its own when absent. */
  user?: { uid: number; gid: number };
}

/** Resolves when the server takes connections; throws with what it printed when it ends before. */
export async function startChildServer({ command, args, ready, user }: Start): Promise<ChildServer> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...user });
  const killWithTests = () => child.kill('SIGKILL');
  process.once('exit', killWithTests);
  child.once('exit', () => process.off('exit', killWithTests));
  await waitUntilReady(child, ready);
  return {
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

function waitUntilReady(child: ChildProcess, ready: string): Promise<void> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-10_000);
      if (printed.includes(ready)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}:\n${printed}`)));
  });
}

/** A port that was free a moment ago. For programs that cannot listen on 0 and tell. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Starts on a free port, again on another one when somebody was faster. */
export async function startOnFreePort<T>(start: (port: number) => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await start(await findFreePort());
  } catch (error) {
    if (attempts === 1) throw error;
    return startOnFreePort(start, attempts - 1);
  }
}
