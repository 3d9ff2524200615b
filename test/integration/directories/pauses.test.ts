/** What one process learns of a provider's limits, every other respects: they share the database. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Wait } from '../../../src/directories/patience.ts';
import { createScalewayDirectory } from '../../../src/directories/scaleway/scaleway-directory.ts';
import { createPauses } from '../../../src/service/readings/pauses.ts';
import { buildPeople } from '../../support/directories/provider-server.ts';
import { scaleway } from '../../support/directories/scaleway-server.ts';
import { createDatabase, dialects, type TestDatabase } from '../db/databases.ts';
import { createOrganization, NOON } from '../db/world.ts';
import { readAll } from './contract.ts';

describe.each(dialects)('two processes on one database (%s)', (dialect) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase(dialect);
  });
  afterEach(() => database.drop());

  /** Processes whose time passes only while one of them waits. */
  async function twoProcesses() {
    const { db } = database.handle;
    const { id } = await createOrganization(db);
    let now = NOON.getTime();
    const start = () => {
      const waits: number[] = [];
      const wait: Wait = async (delayMs) => {
        waits.push(delayMs);
        now += delayMs;
      };
      return { waits, wait, pausesOf: createPauses({ db, machineClock: { now: () => new Date(now) } }, id) };
    };
    return { first: start(), second: start() };
  }

  async function twoAtScaleway() {
    const { server, settings } = await scaleway.start(buildPeople(3));
    const { first, second } = await twoProcesses();
    const access = {
      apiUrl: server.address,
      accessKey: settings['SCALEWAY_ACCESS_KEY'] ?? '',
      secretKey: settings['SCALEWAY_SECRET_KEY'] ?? '',
      organizationId: settings['SCALEWAY_ORGANIZATION_ID'] ?? '',
    };
    const open = ({ wait, pausesOf }: typeof first) =>
      createScalewayDirectory({ ...access, wait, pauses: pausesOf('scaleway') });
    return { server, first, second, one: open(first), other: open(second) };
  }

  test('somebody who waits is told at once, without another question', async () => {
    const { server, second, one, other } = await twoAtScaleway();
    server.world.trouble = () => ({ status: 429, headers: { 'retry-after': '60' }, body: {} });
    await expect(one.readAccount('id-00001')).rejects.toMatchObject({ code: 'ratelimited' });
    expect(server.calls).toHaveLength(1);

    server.world.trouble = () => null;
    await expect(other.readAccount('id-00001')).rejects.toMatchObject({ code: 'ratelimited' });
    expect(server.calls).toHaveLength(1);
    expect(second.waits).toEqual([]);
  });

  test('a pass waits until the pause is over, then goes on', async () => {
    const { server, second, one, other } = await twoAtScaleway();
    server.world.trouble = () => ({ status: 429, headers: { 'retry-after': '60' }, body: {} });
    await expect(one.readAccount('id-00001')).rejects.toMatchObject({ code: 'ratelimited' });
    server.world.trouble = () => null;
    expect(await readAll({ directory: other })).toHaveLength(3);
    expect(second.waits).toEqual([60_000]);
  });

  test('the later end counts, and each bucket has its own', async () => {
    const { first, second } = await twoProcesses();
    const [mine, theirs] = [first.pausesOf('okta'), second.pausesOf('okta')];
    await mine.extend('list', 30_000);
    await theirs.extend('list', 10_000);
    expect(await theirs.leftMs('list')).toBe(30_000);
    await theirs.extend('list', 45_000);
    expect(await mine.leftMs('list')).toBe(45_000);
    expect(await mine.leftMs('factors')).toBe(0);
    expect(await second.pausesOf('github').leftMs('list')).toBe(0);
    await first.wait(50_000, undefined);
    expect(await theirs.leftMs('list')).toBe(0);
  });
});
