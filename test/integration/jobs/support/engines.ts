import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineChoice } from '../../../../src/jobs/engine.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import { startRedis } from '../../../support/redis.ts';

export const ENGINES = ['embedded', 'postgres', 'redis'] as const satisfies EngineChoice['type'][];

export interface Place {
  choice: EngineChoice;
  remove(): Promise<void>;
}

/** A fresh place for an engine of a kind. */
export async function preparePlace(type: EngineChoice['type']): Promise<Place> {
  switch (type) {
    case 'embedded': {
      const dataDir = await mkdtemp(join(tmpdir(), 'muster-queue-'));
      return { choice: { type, dataDir }, remove: () => rm(dataDir, { recursive: true }) };
    }
    case 'postgres': {
      const database = await createTestDatabase();
      return { choice: { type, url: database.url }, remove: () => database.drop() };
    }
    case 'redis': {
      const redis = await startRedis();
      return { choice: { type, url: redis.url }, remove: () => redis.stop() };
    }
  }
}
