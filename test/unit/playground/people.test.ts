import { expect, test } from 'vitest';
import { buildPeople } from '../../../src/playground/people.ts';

const isMember = ({ is_bot, foreign_team_id }: { is_bot?: boolean; foreign_team_id?: string | null }) =>
  !is_bot && !foreign_team_id;

test('the story begins with eight people, two of whom lack MFA', () => {
  const members = buildPeople().filter(isMember);
  expect(members).toHaveLength(8);
  expect(members.filter(({ has_2fa }) => !has_2fa)).toHaveLength(2);
  expect(members.filter(({ is_owner, is_primary_owner }) => is_owner || is_primary_owner)).toHaveLength(2);
  expect(members.filter(({ is_restricted }) => is_restricted)).toHaveLength(1);
  expect(buildPeople().filter((person) => !isMember(person))).toHaveLength(2);
});

test('--people N makes a workspace of N people, with an id, handle and address each', () => {
  const people = buildPeople(10_000);
  expect(people.filter(isMember)).toHaveLength(10_000);
  for (const key of ['id', 'name'] as const) expect(new Set(people.map((one) => one[key])).size).toBe(people.length);
  const emails = people.flatMap(({ email, name }) => (email === null ? [] : [email ?? `${name}@example.com`]));
  expect(new Set(emails).size).toBe(emails.length);
});

test('time zones are ones that the machine knows', () => {
  for (const { tz } of buildPeople(100))
    expect(() => new Intl.DateTimeFormat('en', { timeZone: tz ?? 'UTC' })).not.toThrow();
});
