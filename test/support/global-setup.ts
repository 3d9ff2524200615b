import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the run's PostgreSQL, which starts when the first test asks for it. */
    postgresLobby: string;
  }
}

/** One PostgreSQL serves all files of a run, and none starts while nobody needs it: unit tests stay fast. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<PostgresServer> | undefined;
  const lobby = createServer((_request, response) => {
    postgres ??= startPostgresServer();
    postgres.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(503).end(error.message),
    );
  });
  lobby.listen(0, '127.0.0.1');
  await once(lobby, 'listening');
  const address = lobby.address();
  if (address === null || typeof address === 'string') throw new Error('the lobby has no port');
  project.provide('postgresLobby', `http://127.0.0.1:${address.port}`);

  return async () => {
    lobby.close();
    await postgres?.then(
      (server) => server.stop(),
      () => undefined,
    );
  };
}
