import { findLatestReading, findRunningReading } from '../../db/reading-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { Directory } from '../../ports.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DirectoryHealth } from '../screens/screens.ts';

type HealthDeps = Pick<ServiceDeps, 'database' | 'directories'>;

/** How old the knowledge of each directory is, and what stands in its way. */
export async function readDirectoryHealth(
  deps: HealthDeps,
  organizationId: OrganizationId,
): Promise<DirectoryHealth[]> {
  return Promise.all(deps.directories.map((directory) => readHealth(deps, organizationId, directory)));
}

async function readHealth(
  deps: HealthDeps,
  organizationId: OrganizationId,
  directory: Directory,
): Promise<DirectoryHealth> {
  const { db } = deps.database;
  const [completed, failed, held, running] = await Promise.all([
    findLatestReading(db, organizationId, directory.name, 'completed'),
    findLatestReading(db, organizationId, directory.name, 'failed'),
    findLatestReading(db, organizationId, directory.name, 'held'),
    findRunningReading(db, organizationId, directory.name),
  ]);
  const trouble = [failed, held]
    .flatMap((reading) => (reading?.endedAt ? [{ reading, at: reading.endedAt }] : []))
    .filter(({ at }) => !completed?.endedAt || at > completed.endedAt)
    .sort((a, b) => b.at.getTime() - a.at.getTime())[0];
  return {
    label: directory.label,
    setupUrl: directory.setupUrl,
    readAt: completed?.endedAt ?? null,
    blindness: directory.blindness,
    trouble: trouble
      ? {
          state: trouble.reading.state === 'held' ? 'held' : 'failed',
          at: trouble.at,
          sentence: trouble.reading.failure ?? '',
        }
      : null,
    running: running !== null,
  };
}

/** What keeps any of the directories from seeing MFA at all; `null` when nothing does. */
export function firstBlindness(directories: readonly Directory[]): string | null {
  return directories.find((directory) => directory.blindness !== null)?.blindness ?? null;
}
