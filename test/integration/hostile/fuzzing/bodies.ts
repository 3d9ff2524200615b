import fc from 'fast-check';
import { ACTIONS, BLOCKS, EVENTS, FIELDS, SUBMISSIONS } from '../../../../src/slack/ids.ts';
import { anyCommandText, anyId, anyPersonId, anyText } from './words.ts';

export type Json = { [key: string]: unknown };

/** What Slack posts, and as what: a form, a form with a JSON `payload`, or JSON. */
export type Content =
  | { type: 'form'; fields: Record<string, string> }
  | { type: 'payload'; json: unknown }
  | { type: 'json'; json: unknown };

/** Whose request it says it is, and of which workspace. */
export interface Sender {
  teamId: string;
  userId: string;
}

/** Where answers go: an address that refuses them. */
export interface Place {
  responseUrl: string;
}

const anyTrigger = fc.nat().map((number) => `1.${number}.forged`);

/** `{"a":{"a":…` as deep as JSON.parse itself allows, and deeper. */
export function deep(levels: number, key = 'a'): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { [key]: value };
  return value;
}

/** Something that is not what is expected there. */
export const anyWrong: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: anyText },
  {
    weight: 3,
    arbitrary: fc.constantFrom(null, true, 0, -1, 1e308, [], {}, [null], [[]], { id: null }, 'x'.repeat(9_000)),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(50, 1_000).map((levels) => deep(levels)) },
);

const anyMetadata = fc.oneof(
  { weight: 3, arbitrary: fc.nat(3).map((revision) => JSON.stringify({ revision, confirmExempt: null })) },
  { weight: 1, arbitrary: anyId.map((roundId) => JSON.stringify({ roundId })) },
  { weight: 1, arbitrary: fc.tuple(anyText, anyWrong).map(([key, value]) => JSON.stringify({ [key]: value })) },
  { weight: 1, arbitrary: anyText },
);

const anyActionValue = fc.oneof(
  {
    weight: 2,
    arbitrary: anyId.map((id) => JSON.stringify({ reminderId: id, requestId: id, roundId: id, memberId: id })),
  },
  { weight: 2, arbitrary: anyId.map((id) => JSON.stringify({ do: 'remind', member: id })) },
  { weight: 1, arbitrary: anyId.map((member) => JSON.stringify({ do: 'history', member, page: 0, memberId: member })) },
  { weight: 1, arbitrary: fc.integer().map((page) => JSON.stringify({ filter: 'missing', page, memberId: null })) },
  { weight: 2, arbitrary: anyMetadata },
  { weight: 1, arbitrary: anyText },
);

const anyView = (word: fc.Arbitrary<string>, callbacks: fc.Arbitrary<string>) =>
  fc.record({
    id: fc.constantFrom('V0FORGED', ''),
    type: fc.constantFrom('modal', 'home'),
    callback_id: callbacks,
    private_metadata: anyMetadata,
    state: fc.oneof(
      { weight: 4, arbitrary: anyState(word) },
      { weight: 1, arbitrary: anyWrong },
      { weight: 1, arbitrary: anyWrong.map((values) => ({ values })) },
    ),
  });

/** The fields of every modal at once, each filled with this. */
function anyState(word: fc.Arbitrary<string>) {
  const places = Object.values(BLOCKS).flatMap((block) =>
    Object.values(FIELDS).map((field) => [block, field] as const),
  );
  return fc.tuple(word, anyWrong).map(([value, wrong]) => {
    const values: Record<string, Json> = {};
    for (const [block, field] of places)
      values[block] = { ...values[block], [field]: { type: 'plain_text_input', value, selected_option: wrong } };
    return { values };
  });
}

const anyAction = fc
  .record({
    action_id: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...Object.values(ACTIONS)) },
      { weight: 1, arbitrary: anyText },
    ),
    block_id: anyText,
    value: anyActionValue,
    chosen: fc.option(anyActionValue),
  })
  .map(({ chosen, ...action }) => ({ ...action, ...(chosen !== null && { selected_option: { value: chosen } }) }));

export function aCommand(place: Place, sender: Sender, text = anyCommandText): fc.Arbitrary<Content> {
  return fc.tuple(text, anyTrigger).map(([typed, trigger]) => ({
    type: 'form',
    fields: {
      command: '/mfa',
      text: typed,
      team_id: sender.teamId,
      user_id: sender.userId,
      channel_id: 'C1',
      trigger_id: trigger,
      response_url: place.responseUrl,
      is_enterprise_install: 'false',
    },
  }));
}

function common({ responseUrl }: Place, { teamId, userId }: Sender) {
  return {
    team: { id: teamId, domain: 'x' },
    user: { id: userId, team_id: teamId, name: 'x' },
    response_url: responseUrl,
    enterprise: null,
    is_enterprise_install: false,
  };
}

function aPress(place: Place, sender: Sender): fc.Arbitrary<Content> {
  return fc
    .tuple(fc.array(anyAction, { minLength: 1, maxLength: 2 }), anyTrigger, fc.option(anyView(anyText, anyText)))
    .map(([actions, trigger, view]) => ({
      type: 'payload',
      json: {
        type: 'block_actions',
        ...common(place, sender),
        trigger_id: trigger,
        actions,
        ...(view !== null && { view }),
      },
    }));
}

function aSubmission(place: Place, sender: Sender, word: fc.Arbitrary<string>): fc.Arbitrary<Content> {
  const callbacks = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Object.values(SUBMISSIONS)) },
    { weight: 1, arbitrary: anyText },
  );
  return fc.tuple(anyView(word, callbacks), anyTrigger).map(([view, trigger]) => ({
    type: 'payload',
    json: { type: 'view_submission', ...common(place, sender), trigger_id: trigger, view },
  }));
}

/** Events that take Muster's own rights away are left out where Slack itself would be the one who says so. */
const HARMLESS_EVENTS = EVENTS.filter((name) => name !== 'app_uninstalled' && name !== 'tokens_revoked');

export function anEvent({ teamId }: Sender, names: readonly string[] = HARMLESS_EVENTS): fc.Arbitrary<Content> {
  const user = fc.oneof(
    { weight: 3, arbitrary: anyPersonId },
    {
      weight: 2,
      arbitrary: fc.tuple(anyPersonId, anyWrong).map(([id, wrong]) => ({ id, deleted: true, profile: wrong })),
    },
    { weight: 1, arbitrary: anyWrong },
  );
  const type = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: anyText });
  return fc.tuple(type, user, fc.uuid()).map(([name, who, id]) => ({
    type: 'json',
    json: {
      type: 'event_callback',
      team_id: teamId,
      event_id: `Ev${id}`,
      event: { type: name, user: who, tab: 'home', tokens: { bot: ['U1'], oauth: [] } },
    },
  }));
}

/** Everything that somebody can send as this sender. */
export function anyContent(place: Place, sender: Sender, word: fc.Arbitrary<string>): fc.Arbitrary<Content> {
  return fc.oneof(
    { weight: 3, arbitrary: aCommand(place, sender) },
    { weight: 3, arbitrary: aPress(place, sender) },
    { weight: 3, arbitrary: aSubmission(place, sender, word) },
    { weight: 2, arbitrary: anEvent(sender) },
  );
}

export const DANGEROUS_EVENTS: readonly string[] = EVENTS;
