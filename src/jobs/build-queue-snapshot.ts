/** A step of the build: writes the snapshot that a first start of the embedded queue unpacks instead of running `initdb`. */
import { writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { runMigrations } from 'bullmq';
import { EmbeddedPool } from './embedded-postgres.ts';
import { EmbeddedSession } from './embedded-session.ts';
import { INITDB_PARAMS } from './queue-folder.ts';

const db = await PGlite.create('memory://', { initDbStartParams: INITDB_PARAMS });
const pool = new EmbeddedPool(new EmbeddedSession(db));
await runMigrations(await pool.connect());
await pool.query('CHECKPOINT');
const snapshot = await db.dumpDataDir('gzip');
await writeFile(new URL('../../queue-snapshot.tar.gz', import.meta.url), Buffer.from(await snapshot.arrayBuffer()));
await pool.end();
