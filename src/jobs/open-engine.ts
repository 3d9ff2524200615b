import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EngineChoice, JobEngine } from './engine.ts';

/**
 * Opens the engine that the settings chose. The embedded one expects that `lockDataDir` has been called: PGlite does not
 * guard its folder. Only the one that was chosen is loaded.
 */
export async function openEngine(choice: EngineChoice, log: Logger): Promise<JobEngine> {
  switch (choice.type) {
    case 'redis':
      return (await import('./redis-engine.ts')).openRedisEngine(choice.url);
    case 'postgres':
      return (await import('./postgres-engine.ts')).openPostgresEngine(choice.url);
    case 'embedded':
      return (await import('./embedded-engine.ts')).openEmbeddedEngine(join(choice.dataDir, 'queue'), log);
  }
}
