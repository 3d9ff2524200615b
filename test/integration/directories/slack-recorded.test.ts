import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSlackRoster } from '../../../src/directories/slack-roster.ts';
import { describeWithFixtures, readFixture } from '../../support/fixtures.ts';
import { collect, createClient, json, startSlack } from './slack-server.ts';

const reference = z.object({ examples: z.object({ success: z.object({ example: z.looseObject({}) }) }) });

/** The answer that Slack's reference shows for a method. */
function exampleOf(method: string): object {
  return reference.parse(readFixture(`api-ref/${method}.json`)).examples.success.example;
}

describeWithFixtures('the answers of the reference of Slack', () => {
  async function startRoster(method: string) {
    const { apiUrl } = await startSlack(({ args }) =>
      args['cursor'] ? json({ members: [] }) : json(exampleOf(method)),
    );
    return createSlackRoster({ client: createClient(apiUrl), teamId: () => 'T012AB3C4' });
  }

  test('users.list: an admin of ours, and somebody of another workspace', async () => {
    const roster = await startRoster('users.list');
    expect(await collect(roster.listPeople())).toEqual([
      {
        slackUserId: 'W012A3CDE',
        name: 'spengler',
        email: 'spengler@ghostbusters.example.com',
        timeZone: 'America/Los_Angeles',
        role: 'admin',
        deactivated: false,
        awayUntil: null,
      },
    ]);
  });

  test('users.info', async () => {
    const roster = await startRoster('users.info');
    expect(await roster.readPerson('W012A3CDE')).toMatchObject({ slackUserId: 'W012A3CDE', role: 'admin' });
  });

  test('usergroups.users.list', async () => {
    const roster = await startRoster('usergroups.users.list');
    expect(await roster.listUserGroup('S0604QSJC')).not.toEqual([]);
  });
});
