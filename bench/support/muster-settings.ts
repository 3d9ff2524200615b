import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TOKENS } from './workspace.ts';

/** The settings of the bot under test, as an operator would set them. Email is off. */
export function musterSettings(dataDir: string, apiUrl: string, redisUrl?: string): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: TOKENS.botToken,
    SLACK_ADMIN_TOKEN: TOKENS.adminToken,
    SLACK_SIGNING_SECRET: TOKENS.signingSecret,
    SLACK_API_URL: apiUrl,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    READING_INTERVAL: '24h',
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  };
}

/** A folder for the database, gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
