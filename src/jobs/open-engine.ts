import { join } from 'node:path';
import type { Logger } from 'pino';
import { openEmbeddedEngine } from './embedded-engine.ts';
import type { EngineChoice, JobEngine } from './engine.ts';
import { openPostgresEngine } from './postgres-engine.ts';
import { openRedisEngine } from './redis-engine.ts';

/**
 * Opens the engine that the settings chose. The embedded one expects that `lockDataDir` has been called: PGlite does not
 * guard its folder.
 */
export async function openEngine(choice: EngineChoice, log: Logger): Promise<JobEngine> {
  switch (choice.type) {
    case 'redis':
      return openRedisEngine(choice.url);
    case 'postgres':
      return openPostgresEngine(choice.url);
    case 'embedded':
      return openEmbeddedEngine(join(choice.dataDir, 'queue'), log);
  }
}
