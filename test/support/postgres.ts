import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  /** Ends what is connected and lets nobody in, as a server that is away. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Whoever writes to this table waits for so long at its commit, once for each row. */
  slowCommits(table: string, seconds: number): Promise<void>;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

/** Creates an empty database on the PostgreSQL of this run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await getServerUrl();
  const name = `muster_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(`/${name}`, server).href;
  await execute(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  return {
    url,
    async close() {
      await execute(server, `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await execute(server, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    },
    open: () => execute(server, `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`),
    slowCommits: (table, seconds) =>
      execute(
        url,
        `CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN PERFORM pg_sleep(${seconds}); RETURN NULL; END $$;
         CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT OR UPDATE ON ${table}
           DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`,
      ),
    drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function getServerUrl(): Promise<string> {
  const response = await fetch(inject('postgresLobby'));
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
