import { describe, expect, test } from 'vitest';
import { measureBlocksText } from '../../../src/playground/slack/block-kit/message.ts';
import { actions, button, input, type Limit, many, plain, problemsOfBlocks, textInput, x } from './builders.ts';

const LIMITS: Limit[] = [
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
    'additional property',
    { type: 'divider' },
    { type: 'divider', colour: 'red' },
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
];

describe('blocks: accepted at the limit, refused one above it, as Slack words it', () => {
  test.each(LIMITS)('%s', (_name, accepted, refused, sentence) => {
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
