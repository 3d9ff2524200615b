import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WorldAction } from '../../../src/playground/protocol/action.ts';
import { insideSchema } from '../../../src/playground/protocol/inside.ts';
import { pageStateSchema } from '../../../src/playground/protocol/state.ts';
import { tourFactsSchema } from '../../../src/playground/protocol/tour.ts';
import { type OpenWorkspace, openWorkspace } from '../../support/playground/open-workspace.ts';

const OWNER = 'UADAEZE001';
const JONAS = 'UJONAS0005';
const KEONI = 'UKEONI0007';

let workspace: OpenWorkspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

function change(action: WorldAction): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${workspace.url}api/world`, { method: 'POST', headers, body: JSON.stringify(action) });
}

async function get(path: string): Promise<unknown> {
  return await (await fetch(`${workspace.url}${path}`)).json();
}

const stateOf = async (as: string) => pageStateSchema.parse(await get(`api/state?as=${as}`));
const tourFacts = async () => tourFactsSchema.parse(await get('api/tour'));

function eventOf(sequence: number, type: string) {
  return {
    ...({ sequence, type, at: new Date(0), actor: { type: 'member', id: 'mem_1' }, source: 'modal' } as const),
    ...{ subjectId: null, before: null, after: { counted: 8 }, previousHash: '', hash: 'ab' },
  };
}

describe('do not disturb', () => {
  test('holds until the playground’s clock is past it, and Slack tells the bot when it asks', async () => {
    await change({ type: 'do_not_disturb', user: JONAS, hours: 2 });
    expect((await stateOf(JONAS)).me.doNotDisturbUntil).not.toBeNull();
    const info = await workspace.client.dnd.info({ user: JONAS });
    expect(info).toMatchObject({ dnd_enabled: true });
    await change({ type: 'forward', hours: 3 });
    expect((await stateOf(JONAS)).me.doNotDisturbUntil).toBeNull();
  });

  test('ends when somebody ends it', async () => {
    await change({ type: 'do_not_disturb', user: JONAS, hours: 2 });
    await change({ type: 'do_not_disturb', user: JONAS, hours: 0 });
    expect((await stateOf(JONAS)).me.doNotDisturbUntil).toBeNull();
  });
});

describe('trouble', () => {
  test('is none at first, and everybody’s page knows what is on', async () => {
    expect((await stateOf(OWNER)).trouble).toEqual({ slack: 'none', mail: 'none' });
    await change({ type: 'slack_trouble', trouble: 'failing' });
    await change({ type: 'mail_trouble', trouble: 'down' });
    expect((await stateOf(JONAS)).trouble).toEqual({ slack: 'failing', mail: 'down' });
  });

  test('of one kind takes the place of another, and its end leaves nothing behind', async () => {
    await change({ type: 'slack_trouble', trouble: 'slow' });
    await change({ type: 'slack_trouble', trouble: 'failing' });
    await expect(workspace.client.auth.test()).rejects.toThrow();
    await change({ type: 'slack_trouble', trouble: 'none' });
    await workspace.client.auth.test();
    expect(workspace.slack.faults.take('auth.test', {})).toBeNull();
  });

  test('of an unknown kind is a bad request', async () => {
    const body = JSON.stringify({ type: 'slack_trouble', trouble: 'on fire' });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${workspace.url}api/world`, { method: 'POST', headers, body })).status).toBe(400);
  });
});

test('the inside of the bot is shown as it is: counts of each queue, events newest first', async () => {
  workspace.inspection.queues = { deliveries: { waiting: 1, active: 2, delayed: 3 } };
  workspace.inspection.audit = [eventOf(2, 'enforcement.on'), eventOf(1, 'enforce.requested')];
  const inside = insideSchema.parse(await get('api/inside'));
  expect(inside.queues).toEqual([{ name: 'deliveries', waiting: 1, active: 2, delayed: 3 }]);
  expect(inside.audit.map(({ type }) => type)).toEqual(['enforcement.on', 'enforce.requested']);
  expect(inside.audit[0]).toMatchObject({ actor: 'mem_1', at: '1970-01-01T00:00:00.000Z', after: { counted: 8 } });
});

test('the tour knows who is missing, the owner, and what happened', async () => {
  expect(await tourFacts()).toEqual({ missingCount: 2, missing: JONAS, owner: OWNER, sequence: 0, events: [] });
  await change({ type: 'mfa', user: JONAS, directory: 'slack', mfa: 'app' });
  workspace.inspection.audit = [eventOf(7, 'round.sent')];
  const events = [{ sequence: 7, type: 'round.sent' }];
  expect(await tourFacts()).toMatchObject({ missingCount: 1, missing: KEONI, sequence: 7, events });
  await change({ type: 'mfa', user: KEONI, directory: 'slack', mfa: 'sms' });
  expect(await tourFacts()).toMatchObject({ missingCount: 0, missing: null });
});
