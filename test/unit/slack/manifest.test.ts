import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ACTION_TABLE } from '../../../src/slack/actions/table.ts';
import { COMMAND_TABLE } from '../../../src/slack/commands/table.ts';
import { EVENT_TABLE } from '../../../src/slack/events/table.ts';
import {
  ACTIONS,
  BOT_SCOPES,
  COMMAND,
  COMMAND_WORDS,
  EVENTS,
  SUBMISSIONS,
  USER_SCOPES,
} from '../../../src/slack/ids.ts';
import { SUBMISSION_TABLE } from '../../../src/slack/submissions/table.ts';
import { describeWithFixtures, readFixture } from '../../support/fixtures.ts';

const manifestSchema = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean() })),
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), user: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    socket_mode_enabled: z.boolean(),
    interactivity: z.object({ is_enabled: z.boolean() }),
  }),
});
const raw: unknown = parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'));
const manifest = manifestSchema.parse(raw);

describe('manifest.yml asks for what is used, nothing more and nothing less', () => {
  test('commands', () => {
    expect(manifest.features.slash_commands).toEqual([
      expect.objectContaining({ command: COMMAND, should_escape: true }),
    ]);
  });

  test('scopes', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual([...BOT_SCOPES]);
    expect(manifest.oauth_config.scopes.user).toEqual([...USER_SCOPES]);
  });

  test('events, interactivity, Home tab, messages and Socket Mode', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...EVENTS]);
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
  });
});

describe('Every id is routed, and nothing else is', () => {
  test.each([
    ['commands', COMMAND_TABLE, [...COMMAND_WORDS]],
    ['actions', ACTION_TABLE, Object.values(ACTIONS)],
    ['submissions', SUBMISSION_TABLE, Object.values(SUBMISSIONS)],
    ['events', EVENT_TABLE, [...EVENTS]],
  ])('%s', (_what, table, ids) => {
    expect(Object.keys(table).sort()).toEqual([...ids].sort());
  });
});

describeWithFixtures("Slack's schema of manifests", () => {
  test('accepts manifest.yml', () => {
    const ajv = new Ajv({ strict: false });
    const base = 'https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas';
    for (const version of ['1.0.0', '2.0.0']) {
      const name = `manifest.schema.${version}.json`;
      ajv.addSchema(
        z.record(z.string(), z.unknown()).parse(readFixture(`manifest-schema/schemas/${name}`)),
        `${base}/${name}`,
      );
    }
    const schema = z.record(z.string(), z.unknown()).parse(readFixture('manifest-schema/manifest.schema.json'));
    const validate = ajv.compile(schema);
    validate(raw);
    expect(validate.errors ?? []).toEqual([]);
  });
});
