import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startChildServer, startOnFreePort } from './child-server.ts';
import { getTool } from './tools.ts';

const run = promisify(execFile);

export interface PostgresServer {
  /** The address of the server's own database, as its superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a private PostgreSQL in a temporary folder that trusts everybody on this machine. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const postgres = getTool('postgres');
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-postgres-'));
  const user = await findUser();
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(path.join(path.dirname(postgres), 'initdb'), ['--pgdata', folder, ...options], { cwd: folder, ...user });

  const { port, server } = await startOnFreePort(async (port) => {
    const args = ['-D', folder, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F', '-N', '300'];
    const ready = 'database system is ready to accept connections';
    return { port, server: await startChildServer({ command: postgres, args, ready, ...(user && { user }) }) };
  });
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: root lends it another user's rights. */
async function findUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  return { uid, gid };
}

async function idOf(flag: '-u' | '-g'): Promise<number> {
  const answer = await run('id', [flag, 'postgres']).catch(() => run('id', [flag, 'nobody']));
  return Number(answer.stdout);
}
