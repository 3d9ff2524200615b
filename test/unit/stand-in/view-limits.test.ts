import { describe, expect, test } from 'vitest';
import { input, type Limit, many, modal, plain, problemsOfView, textInput, x } from './builders.ts';

const LIMITS: Limit[] = [
  [
    'title',
    modal({ title: plain(x(24)) }),
    modal({ title: plain(x(25)) }),
    'must be less than 25 characters [json-pointer:/view/title/text]',
  ],
  [
    'submit',
    modal({ submit: plain(x(24)) }),
    modal({ submit: plain(x(25)) }),
    'must be less than 25 characters [json-pointer:/view/submit/text]',
  ],
  [
    'close',
    modal({ close: plain(x(24)) }),
    modal({ close: plain(x(25)) }),
    'must be less than 25 characters [json-pointer:/view/close/text]',
  ],
  [
    'blocks',
    modal({ blocks: many(100, () => ({ type: 'divider' })) }),
    modal({ blocks: many(101, () => ({ type: 'divider' })) }),
    'no more than 100 items allowed [json-pointer:/view/blocks]',
  ],
  [
    'private_metadata',
    modal({ private_metadata: x(3000) }),
    modal({ private_metadata: x(3001) }),
    'must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ],
  [
    'callback_id',
    modal({ callback_id: x(255) }),
    modal({ callback_id: x(256) }),
    'must be less than 256 characters [json-pointer:/view/callback_id]',
  ],
  [
    'submit missing',
    modal({ blocks: [input(textInput())] }),
    { ...modal({ blocks: [input(textInput())] }), submit: undefined },
    'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
  ],
  [
    'home with submit',
    { type: 'home', blocks: [{ type: 'divider' }] },
    { type: 'home', blocks: [{ type: 'divider' }], submit: plain('s') },
    'invalid additional property: submit [json-pointer:/view]',
  ],
  [
    'message block',
    modal({}),
    modal({ blocks: [{ type: 'markdown', text: 'm' }] }),
    'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
  ],
  [
    'block_id twice',
    modal({
      blocks: [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'b' },
      ],
    }),
    modal({ blocks: many(2, () => ({ type: 'divider', block_id: 'a' })) }),
    '`block_id` a already exists [json-pointer:/view/blocks/1/block_id]',
  ],
  [
    'focus',
    modal({ blocks: [input(textInput({ focus_on_load: true })), input(textInput())] }),
    modal({ blocks: many(2, () => input(textInput({ focus_on_load: true }))) }),
    'only one element may set `focus_on_load` [json-pointer:/view/blocks]',
  ],
];

describe('views: accepted at the limit, refused one above it, as Slack words it', () => {
  test.each(LIMITS)('%s', (_name, accepted, refused, sentence) => {
    expect(problemsOfView(accepted)).toEqual([]);
    expect(problemsOfView(refused)).toContain(sentence);
  });

  test('the two lines for a long title and a long private_metadata are those that Slack was seen to answer', () => {
    expect(problemsOfView(modal({ title: plain(x(25)) }))).toEqual([
      'failed to match all allowed schemas [json-pointer:/view/title]',
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
    expect(problemsOfView(modal({ private_metadata: x(3001) }))).toEqual([
      'failed to match all allowed schemas [json-pointer:/view]',
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ]);
  });
});
