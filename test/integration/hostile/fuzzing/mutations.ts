import fc from 'fast-check';
import { listFixtures, readFixture } from '../../../support/fixtures.ts';
import { PEOPLE } from '../../../support/muster.ts';
import { anyWrong, type Content, type Json, type Place } from './bodies.ts';

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What Slack was recorded to post, without what takes Muster's rights away; nothing where there are no recordings. */
export function readRecorded(): Json[] {
  if (!process.env['SLACK_FIXTURES_DIR']) return [];
  return listFixtures('payloads')
    .filter((name) => !/index|app_uninstalled|tokens_revoked|socket\.hello/.test(name))
    .map(readFixture)
    .filter(isJson)
    .map((json) => (isJson(json['payload']) ? json['payload'] : json));
}

const ADDRESS = /^https?:/;

/** Puts our own workspace and people in the place of the recorded ones, and no address of the real Slack. */
function adopt(value: unknown, ids: { teamId: string; userId: string }, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => adopt(item, ids, place));
  if (isJson(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, adopt(inner, ids, place)]));
  if (typeof value !== 'string') return value;
  if (ADDRESS.test(value)) return place.responseUrl;
  if (/^T[A-Z0-9]{2,}$/.test(value)) return ids.teamId;
  return /^[UW][A-Z0-9]{2,}$/.test(value) ? ids.userId : value;
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key])),
  ];
}

/** Changes, or with `undefined` takes away, what stands at a path. */
function replaceAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaceAt(item, rest, put) : item));
  if (!isJson(value)) return value;
  return { ...value, [key]: replaceAt(value[key], rest, put) };
}

function encode(json: unknown): Content {
  if (!isJson(json)) return { type: 'json', json };
  if (json['type'] === 'event_callback' || json['type'] === 'app_rate_limited' || json['type'] === 'url_verification')
    return { type: 'json', json };
  if (!('command' in json)) return { type: 'payload', json };
  const fields = Object.entries(json).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  ]);
  return { type: 'form', fields: Object.fromEntries(fields) };
}

/** A recorded payload with up to three places changed. */
export function aMutation(recorded: readonly Json[], teamId: string, place: Place): fc.Arbitrary<Content> {
  const userIds = [PEOPLE.mia.id, PEOPLE.guest.id, PEOPLE.stranger.id, 'UNOBODY999'];
  return fc
    .record({
      json: fc.constantFrom(...recorded),
      userId: fc.constantFrom(...userIds),
      teamId: fc.constantFrom(teamId, teamId, 'T0ELSEWHERE'),
      command: fc.boolean(),
      changes: fc.array(fc.tuple(fc.nat(), fc.option(anyWrong, { nil: undefined })), { maxLength: 3 }),
    })
    .map(({ json, command, changes, ...ids }) => {
      const adopted = adopt(json, ids, place);
      const ours = command && isJson(adopted) && 'command' in adopted ? { ...adopted, command: '/mfa' } : adopted;
      const paths = pathsOf(ours);
      const changed = changes.reduce<unknown>(
        (value, [pick, wrong]) => replaceAt(value, paths[pick % paths.length] ?? [], wrong),
        ours,
      );
      return encode(changed);
    });
}
