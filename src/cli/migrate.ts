import { migrateDown, migrateUp, migrationStatus } from '../db/migrator.ts';
import { withStorage } from './storage.ts';
import { print } from './terminal.ts';

export async function migrateUpCommand(): Promise<void> {
  await withStorage(async ({ db }) => {
    const names = await migrateUp(db);
    print(names.length === 0 ? 'Already up to date.' : names.map((name) => `up    ${name}`).join('\n'));
  });
}

export async function migrateDownCommand({ all = false }: { all?: boolean }): Promise<void> {
  await withStorage(async ({ db }) => {
    const names = await migrateDown(db, all ? 'all' : 'one');
    print(names.length === 0 ? 'Nothing to take back.' : names.map((name) => `down  ${name}`).join('\n'));
  });
}

export async function migrateStatusCommand(): Promise<void> {
  await withStorage(async ({ db }) => {
    for (const { name, executedAt } of await migrationStatus(db)) {
      print(`${executedAt === null ? 'pending                 ' : executedAt.toISOString()}  ${name}`);
    }
  });
}
