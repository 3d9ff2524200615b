import fc from 'fast-check';
import { PEOPLE } from '../../../support/muster.ts';
import {
  aCommand,
  anEvent,
  anyContent,
  type Content,
  DANGEROUS_EVENTS,
  deep,
  type Json,
  type Place,
} from './bodies.ts';
import { aMutation } from './mutations.ts';
import { anyPersonId, anyText, BAD_WORDS } from './words.ts';

/** How a request is signed; only `genuine` is what Slack would send. */
export const FORGERIES = ['none', 'empty', 'other_secret', 'other_body', 'cut', 'past', 'future', 'replayed'] as const;
export type Signing = 'genuine' | (typeof FORGERIES)[number];

export interface Input {
  signing: Signing;
  contentType: string;
  /** As latin1, so that every byte survives in JSON. */
  body: string;
  retry: number | null;
}

/** What becomes of the state by a class of inputs. */
export type Effect = 'nothing' | 'nothing_of_consequence' | 'nothing_of_enforcement';

export interface InputClass {
  name: string;
  /** Of all inputs, in parts. */
  share: number;
  effect: Effect;
  inputs: fc.Arbitrary<Input>;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const FOREIGN_TEAM = 'T0ELSEWHERE';

function toLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function encode(content: Content): Pick<Input, 'contentType' | 'body'> {
  switch (content.type) {
    case 'form':
      return { contentType: FORM, body: new URLSearchParams(content.fields).toString() };
    case 'payload':
      return {
        contentType: FORM,
        body: new URLSearchParams({ payload: JSON.stringify(content.json) ?? '' }).toString(),
      };
    case 'json':
      return { contentType: JSON_TYPE, body: toLatin1(JSON.stringify(content.json) ?? '') };
  }
}

const anyRetry = fc.option(fc.nat(3), { freq: 9 });

function signed(content: fc.Arbitrary<Content>, signing: fc.Arbitrary<Signing>): fc.Arbitrary<Input> {
  return fc
    .record({ content, signing, retry: anyRetry })
    .map(({ content: sent, ...rest }) => ({ ...encode(sent), ...rest }));
}

/** Bytes that are neither a form nor JSON, or too deep, too long, or in a wrong encoding. */
function anyGarbage(): fc.Arbitrary<Pick<Input, 'contentType' | 'body'>> {
  const bytes = fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from(array).toString('latin1'));
  const brackets = fc
    .tuple(fc.constantFrom('[', '{"a":', '[[{"a":'), fc.constantFrom(10, 5_000, 60_000))
    .map(([open, times]) => open.repeat(times));
  const nested = fc
    .constantFrom(20, 500, 3_000)
    .map((levels) => JSON.stringify({ type: 'event_callback', team_id: 'T1', event: deep(levels) }));
  const cut = fc
    .tuple(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.nat(40),
    )
    .map(([json, end]) => json.slice(0, end));
  const percent = fc.constantFrom(
    '%',
    '%E0%A4%',
    '%FF%FE',
    '%ED%A0%80',
    '%00',
    '+',
    '&&&===',
    'payload',
    'payload=&payload={}',
  );
  const body = fc.oneof(
    bytes,
    brackets,
    nested,
    cut,
    fc
      .array(fc.oneof(percent, anyText.map(encodeURIComponentSafely)), { maxLength: 5 })
      .map((parts) => `payload=${parts.join('')}`),
    anyText.map(toLatin1),
  );
  const contentType = fc.constantFrom(
    FORM,
    JSON_TYPE,
    `${FORM}; charset=utf-8`,
    `${JSON_TYPE}; charset=utf-16`,
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
  );
  return fc.record({ body, contentType });
}

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Some of 5 MB; most just below and above what is read at all. */
const anyHuge = fc.record({
  contentType: fc.constantFrom(FORM, JSON_TYPE),
  body: fc
    .tuple(
      fc.constantFrom('text=', '{"a":"', '[', 'payload=%5B'),
      fc.constantFrom(400_000, 999_000, 1_100_000, 5_000_000),
    )
    .map(([start, size]) => start + 'x'.repeat(size)),
});

/** All classes for this workspace. */
export function createClasses(teamId: string, place: Place, recorded: readonly Json[]): InputClass[] {
  const genuine = fc.constant<Signing>('genuine');
  const forged = fc.constantFrom<Signing>(...FORGERIES);
  const typed = fc.constantFrom('ENFORCE', 'STOP', ' ENFORCE ', ...BAD_WORDS.slice(0, 5));
  const owner = { teamId, userId: PEOPLE.olivia.id };
  const outsiders = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(PEOPLE.mia.id, PEOPLE.max.id, PEOPLE.guest.id) },
    { weight: 2, arbitrary: fc.constantFrom(PEOPLE.stranger.id, PEOPLE.bot.id, 'UNOBODY999', '') },
  );
  const member = { teamId, userId: PEOPLE.mia.id };
  // Without Slack's recordings, what we know of them.
  const mutated = recorded.length === 0 ? anyContent(place, member, typed) : aMutation(recorded, teamId, place);
  return [
    {
      name: 'not signed by Slack, or not now',
      share: 58,
      effect: 'nothing',
      inputs: fc.oneof(
        { weight: 6, arbitrary: signed(anyContent(place, owner, typed), forged) },
        { weight: 1, arbitrary: signed(anEvent(owner, DANGEROUS_EVENTS), forged) },
        { weight: 1, arbitrary: signed(mutated, forged) },
        {
          weight: 2,
          arbitrary: fc.tuple(anyGarbage(), forged).map(([sent, signing]) => ({ ...sent, signing, retry: null })),
        },
      ),
    },
    {
      name: 'of another workspace',
      share: 8,
      effect: 'nothing',
      inputs: signed(
        fc.oneof(
          { weight: 5, arbitrary: anyContent(place, { ...owner, teamId: FOREIGN_TEAM }, typed) },
          { weight: 1, arbitrary: anEvent({ ...owner, teamId: FOREIGN_TEAM }, DANGEROUS_EVENTS) },
        ),
        genuine,
      ),
    },
    {
      name: 'signed, and no sense',
      share: 16,
      effect: 'nothing',
      inputs: anyGarbage().map((sent) => ({ ...sent, signing: 'genuine', retry: null })),
    },
    {
      name: 'huge',
      share: 0.3,
      effect: 'nothing',
      inputs: fc
        .tuple(anyHuge, fc.constantFrom<Signing>('genuine', 'none'))
        .map(([sent, signing]) => ({ ...sent, signing, retry: null })),
    },
    {
      name: 'of people who may not',
      share: 7,
      effect: 'nothing_of_consequence',
      inputs: signed(
        outsiders.chain((userId) => anyContent(place, { teamId, userId }, typed)),
        genuine,
      ),
    },
    {
      name: 'recorded from Slack, and changed',
      share: 7,
      effect: 'nothing_of_consequence',
      inputs: signed(mutated, genuine),
    },
    {
      name: 'of an owner, with wrong words',
      share: 3.4,
      effect: 'nothing_of_enforcement',
      inputs: signed(anyContent(place, owner, anyText), genuine),
    },
    {
      name: 'of an owner, free text of commands',
      share: 0.3,
      effect: 'nothing_of_enforcement',
      inputs: signed(
        anyPersonId.chain((userId) => aCommand(place, { teamId, userId })),
        genuine,
      ),
    },
  ];
}
