import { describe, expect, test } from 'vitest';
import {
  actions,
  button,
  confirm,
  input,
  type Limit,
  many,
  option,
  options,
  plain,
  problemsOfBlocks,
  section,
  textInput,
  x,
} from './builders.ts';

const LIMITS: Limit[] = [
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
    'element type',
    actions(button()),
    actions({ type: 'plain_text_input' }),
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
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

describe('elements: accepted at the limit, refused one above it, as Slack words it', () => {
  test.each(LIMITS)('%s', (_name, accepted, refused, sentence) => {
    expect(problemsOfBlocks(accepted)).toEqual([]);
    expect(problemsOfBlocks(refused)).toContain(sentence);
  });
});
