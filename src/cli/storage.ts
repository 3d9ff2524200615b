import { formatProblems, loadEnvironment, readStorageConfig, type StorageConfig } from '../config.ts';
import { assertReachable, type DatabaseHandle, openDatabase } from '../db/database.ts';
import { migrationStatus } from '../db/migrator.ts';
import { listOrganizations, type Organization } from '../db/organization-repository.ts';
import { EXIT, ExitError } from './exit.ts';

/** Runs a command that needs the state and nothing of Slack. */
export async function withStorage<T>(work: (handle: DatabaseHandle, config: StorageConfig) => Promise<T>): Promise<T> {
  const outcome = readStorageConfig(loadEnvironment());
  if (outcome.type === 'invalid') throw new ExitError(EXIT.config, formatProblems(outcome.problems));
  const handle = openDatabase(outcome.config.database);
  try {
    await assertReachable(handle);
    return await work(handle, outcome.config);
  } finally {
    await handle.close();
  }
}

/** Refuses to work on a database of another version. */
export async function assertMigrated({ db }: DatabaseHandle): Promise<void> {
  const pending = (await migrationStatus(db)).filter((migration) => migration.executedAt === null);
  if (pending.length > 0)
    throw new ExitError(EXIT.failed, 'The database is not up to date. Run `muster migrate up` first.');
}

/** The organization that is meant: the only one, or the one named by its Slack team id. */
export async function chooseOrganization({ db }: DatabaseHandle, teamId: string | undefined): Promise<Organization> {
  const organizations = await listOrganizations(db);
  const [only] = organizations.filter((organization) => teamId === undefined || organization.slackTeamId === teamId);
  if (only === undefined)
    throw new ExitError(EXIT.failed, 'There is no such organization here yet: start Muster once first.');
  if (teamId === undefined && organizations.length > 1) {
    const known = organizations.map(({ slackTeamId, name }) => `  ${slackTeamId}  ${name}`).join('\n');
    throw new ExitError(EXIT.usage, `There are several organizations. Name one with --team:\n${known}`);
  }
  return only;
}
