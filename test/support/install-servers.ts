import { installMissingTools } from './apt.ts';

export async function setup(): Promise<void> {
  await installMissingTools(['redis-server', 'postgres']);
}
