import { describe, expect, test } from 'vitest';
import { measureBlocksText, validateMessageBlocks } from '../../../src/playground/slack/block-kit/message.ts';
import { wordProblem } from '../../../src/playground/slack/block-kit/problems.ts';
import { parseView } from '../../../src/playground/slack/block-kit/view.ts';

const x = (length: number) => 'x'.repeat(length);
const many = <Item>(count: number, build: (index: number) => Item) => Array.from({ length: count }, (_, i) => build(i));
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string, text = 'o') => ({ text: plain(text), value });
const options = (count: number) => many(count, (index) => option(String(index)));
const button = (more: object = {}) => ({ type: 'button', text: plain('b'), ...more });
const section = (accessory: object) => ({ type: 'section', text: plain('t'), accessory });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('l'), element, ...more });
const textInput = (more: object = {}) => ({ type: 'plain_text_input', ...more });
const confirm = (more: object) => ({
  title: plain('t'),
  text: plain('t'),
  confirm: plain('y'),
  deny: plain('n'),
  ...more,
});
const modal = (more: object) => ({
  type: 'modal',
  title: plain('t'),
  submit: plain('s'),
  blocks: [{ type: 'divider' }],
  ...more,
});

function problemsOfBlocks(...blocks: unknown[]): string[] {
  return validateMessageBlocks(blocks, { repeatedIds: 'refused' }).map(wordProblem);
}

function problemsOfView(view: unknown): string[] {
  const parsed = parseView(view);
  return parsed.ok ? [] : parsed.problems.map(wordProblem);
}

/** What is accepted at the limit and refused one above it, with Slack's sentence. */
const BLOCK_LIMITS: [string, unknown, unknown, string][] = [
  [
    'block_id',
    { type: 'divider', block_id: x(255) },
    { type: 'divider', block_id: x(256) },
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'section text',
    { type: 'section', text: plain(x(3000)) },
    { type: 'section', text: plain(x(3001)) },
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'empty text',
    { type: 'section', text: plain('x') },
    { type: 'section', text: plain('') },
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'section fields',
    { type: 'section', fields: many(10, () => plain('f')) },
    { type: 'section', fields: many(11, () => plain('f')) },
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'field text',
    { type: 'section', fields: [plain(x(2000))] },
    { type: 'section', fields: [plain(x(2001))] },
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'section without text',
    { type: 'section', fields: [plain('f')] },
    { type: 'section' },
    'must define either `text` or `fields` [json-pointer:/blocks/0/type]',
  ],
  [
    'header',
    { type: 'header', text: plain(x(150)) },
    { type: 'header', text: plain(x(151)) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'context elements',
    { type: 'context', elements: many(10, () => plain('e')) },
    { type: 'context', elements: many(11, () => plain('e')) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'actions elements',
    actions(...many(25, () => button())),
    actions(...many(26, () => button())),
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'action_id',
    actions(button({ action_id: x(255) })),
    actions(button({ action_id: x(256) })),
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'button text',
    actions(button({ text: plain(x(75)) })),
    actions(button({ text: plain(x(76)) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'button value',
    actions(button({ value: x(2000) })),
    actions(button({ value: x(2001) })),
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'button url',
    actions(button({ url: x(3000) })),
    actions(button({ url: x(3001) })),
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'accessibility label',
    actions(button({ accessibility_label: x(75) })),
    actions(button({ accessibility_label: x(76) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/accessibility_label]',
  ],
  [
    'button style',
    actions(button({ style: 'danger' })),
    actions(button({ style: 'success' })),
    'failed to match all allowed schemas [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'overflow options',
    section({ type: 'overflow', options: options(5) }),
    section({ type: 'overflow', options: options(6) }),
    'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'no overflow options',
    section({ type: 'overflow', options: options(1) }),
    section({ type: 'overflow', options: [] }),
    'no fewer than 1 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'checkboxes',
    section({ type: 'checkboxes', options: options(10) }),
    section({ type: 'checkboxes', options: options(11) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'radio buttons',
    section({ type: 'radio_buttons', options: options(10) }),
    section({ type: 'radio_buttons', options: options(11) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'select options',
    section({ type: 'static_select', options: options(100) }),
    section({ type: 'static_select', options: options(101) }),
    'no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'select without options',
    section({ type: 'static_select', option_groups: [{ label: plain('g'), options: options(1) }] }),
    section({ type: 'static_select' }),
    'must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory/type]',
  ],
  [
    'group label',
    section({ type: 'static_select', option_groups: [{ label: plain(x(75)), options: options(1) }] }),
    section({ type: 'static_select', option_groups: [{ label: plain(x(76)), options: options(1) }] }),
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/option_groups/0/label/text]',
  ],
  [
    'option text',
    section({ type: 'overflow', options: [option('v', x(75))] }),
    section({ type: 'overflow', options: [option('v', x(76))] }),
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]',
  ],
  [
    'option value',
    section({ type: 'overflow', options: [option(x(150))] }),
    section({ type: 'overflow', options: [option(x(151))] }),
    'must be less than 151 characters [json-pointer:/blocks/0/accessory/options/0/value]',
  ],
  [
    'option description',
    section({ type: 'overflow', options: [{ ...option('v'), description: plain(x(75)) }] }),
    section({ type: 'overflow', options: [{ ...option('v'), description: plain(x(76)) }] }),
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/description/text]',
  ],
  [
    'placeholder',
    section({ type: 'users_select', placeholder: plain(x(150)) }),
    section({ type: 'users_select', placeholder: plain(x(151)) }),
    'must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]',
  ],
  [
    'confirm title',
    section(button({ confirm: confirm({ title: plain(x(100)) }) })),
    section(button({ confirm: confirm({ title: plain(x(101)) }) })),
    'must be less than 101 characters [json-pointer:/blocks/0/accessory/confirm/title/text]',
  ],
  [
    'confirm text',
    section(button({ confirm: confirm({ text: plain(x(300)) }) })),
    section(button({ confirm: confirm({ text: plain(x(301)) }) })),
    'must be less than 301 characters [json-pointer:/blocks/0/accessory/confirm/text/text]',
  ],
  [
    'confirm deny',
    section(button({ confirm: confirm({ deny: plain(x(30)) }) })),
    section(button({ confirm: confirm({ deny: plain(x(31)) }) })),
    'must be less than 31 characters [json-pointer:/blocks/0/accessory/confirm/deny/text]',
  ],
  [
    'input label',
    input(textInput(), { label: plain(x(2000)) }),
    input(textInput(), { label: plain(x(2001)) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
  ],
  [
    'input hint',
    input(textInput(), { hint: plain(x(2000)) }),
    input(textInput(), { hint: plain(x(2001)) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/hint/text]',
  ],
  [
    'max_length',
    input(textInput({ max_length: 3000 })),
    input(textInput({ max_length: 3001 })),
    'must be less than 3001 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'initial_value',
    input(textInput({ max_length: 3, initial_value: 'abc' })),
    input(textInput({ max_length: 3, initial_value: 'abcd' })),
    'failed to match schema [json-pointer:/blocks/0/element/initial_value]',
  ],
  [
    'max_files',
    input({ type: 'file_input', max_files: 10 }),
    input({ type: 'file_input', max_files: 11 }),
    'must be less than 11 [json-pointer:/blocks/0/element/max_files]',
  ],
  [
    'alt_text',
    { type: 'image', image_url: 'u', alt_text: x(2000) },
    { type: 'image', image_url: 'u', alt_text: x(2001) },
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'alert',
    { type: 'alert', text: plain(x(200)) },
    { type: 'alert', text: plain(x(201)) },
    'must be less than 201 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'markdown',
    { type: 'markdown', text: x(12_000) },
    { type: 'markdown', text: x(12_001) },
    'must be less than 12001 characters [json-pointer:/blocks/0/text]',
  ],
  [
    'table rows',
    { type: 'table', rows: many(100, () => [{ type: 'raw_text' }]) },
    { type: 'table', rows: many(101, () => [{ type: 'raw_text' }]) },
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  ['block type', { type: 'divider' }, { type: 'spinner' }, 'unsupported type: spinner [json-pointer:/blocks/0/type]'],
  [
    'element type',
    actions(button()),
    actions({ type: 'plain_text_input' }),
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'additional property',
    { type: 'divider' },
    { type: 'divider', colour: 'red' },
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'missing field',
    actions(button()),
    actions({ type: 'button' }),
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'null',
    section(button()),
    section(button({ confirm: null })),
    'must provide an object [json-pointer:/blocks/0/accessory/confirm]',
  ],
  [
    'action_id twice',
    actions(button({ action_id: 'a' }), button({ action_id: 'b' })),
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
    '`action_id` a already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
];

const VIEW_LIMITS: [string, unknown, unknown, string][] = [
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

describe('blocks: accepted at the limit, refused one above it, as Slack words it', () => {
  test.each(BLOCK_LIMITS)('%s', (_name, accepted, refused, sentence) => {
    expect(problemsOfBlocks(accepted)).toEqual([]);
    expect(problemsOfBlocks(refused)).toContain(sentence);
  });

  test('a message has 50 blocks and one table', () => {
    const dividers = many(51, () => ({ type: 'divider' }));
    const table = { type: 'table', rows: [[{ type: 'raw_text' }]] };
    expect(problemsOfBlocks(...dividers.slice(1))).toEqual([]);
    expect(problemsOfBlocks(...dividers)).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
    expect(problemsOfBlocks(table, table)).toEqual(['only one table is allowed [json-pointer:/blocks]']);
  });

  test('the texts of all blocks are added up', () => {
    expect(measureBlocksText([{ type: 'section', text: plain(x(10)), fields: [plain(x(5))] }, actions(button())])).toBe(
      16,
    );
  });
});

describe('views: accepted at the limit, refused one above it, as Slack words it', () => {
  test.each(VIEW_LIMITS)('%s', (_name, accepted, refused, sentence) => {
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
