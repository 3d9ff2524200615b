import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSlackDate } from '../../../src/playground/page/mrkdwn/date-format.ts';
import type { Inline, Paragraph } from '../../../src/playground/page/mrkdwn/nodes.ts';
import { parseInline, parseMrkdwn } from '../../../src/playground/page/mrkdwn/parse.ts';

const text = (content: string) => ({ type: 'text', text: content }) as const;

test.each<[string, Inline[]]>([
  ['*bold* now', [{ type: 'bold', children: [text('bold')] }, text(' now')]],
  ['_so_', [{ type: 'italic', children: [text('so')] }]],
  ['~gone~', [{ type: 'strike', children: [text('gone')] }]],
  ['*a _b_ c*', [{ type: 'bold', children: [text('a '), { type: 'italic', children: [text('b')] }, text(' c')] }]],
  ['`*code* &amp; <x>`', [{ type: 'code', text: '*code* & <x>' }]],
  ['2*3*4', [text('2*3*4')]],
  ['snake_case_name', [text('snake_case_name')]],
  ['* not bold *', [text('* not bold *')]],
  ['*unclosed', [text('*unclosed')]],
  ['*not\nbold*', [text('*not\nbold*')]],
  ['&lt;b&gt; &amp;amp;', [text('<b> &amp;')]],
  ['<@U012AB3CD>', [{ type: 'person', id: 'U012AB3CD', label: null }]],
  ['<@U012AB3CD|mia>', [{ type: 'person', id: 'U012AB3CD', label: 'mia' }]],
  ['<#C024BE7LR|general>', [{ type: 'channel', id: 'C024BE7LR', label: 'general' }]],
  ['<!here>', [{ type: 'broadcast', range: 'here' }]],
  ['<!subteam^S1|@ops>', [{ type: 'group', label: '@ops' }]],
  ['<https://a.example/?x=1&amp;y=2|A &amp; B>', [{ type: 'link', url: 'https://a.example/?x=1&y=2', label: 'A & B' }]],
  [
    'see https://a.example/b.',
    [text('see '), { type: 'link', url: 'https://a.example/b', label: 'https://a.example/b' }, text('.')],
  ],
  [':tada: :no_such_thing:', [text('🎉 :no_such_thing:')]],
  [
    '<!date^1392734382^{date_short}|Feb 18>',
    [{ type: 'date', seconds: 1392734382, format: '{date_short}', url: null, fallback: 'Feb 18' }],
  ],
])('%s', (source, expected) => {
  expect(parseInline(source)).toEqual(expected);
});

test('quotes and preformatted text stand apart', () => {
  const expected: Paragraph[] = [
    { type: 'lines', children: [text('before')] },
    { type: 'quote', children: [text('one\ntwo')] },
    { type: 'preformatted', text: '*as it is* <' },
    { type: 'lines', children: [text('after')] },
  ];
  expect(parseMrkdwn('before\n&gt; one\n&gt; two\n```\n*as it is* &lt;\n```\nafter')).toEqual(expected);
});

test('an opening fence without its end stays text', () => {
  expect(parseMrkdwn('a ``` b')).toEqual([{ type: 'lines', children: [text('a ``` b')] }]);
});

describe('hostile text', () => {
  test.each(['javascript:alert(1)', 'data:text/html,x', 'JAVASCRIPT:x', ' https://x', 'vbscript:x'])(
    'an address like %s is no link',
    (url) => {
      expect(parseInline(`<${url}|press me>`).filter(({ type }) => type === 'link')).toEqual([]);
    },
  );

  test('what names a broadcast in an escaped name pings nobody', () => {
    expect(parseInline('Max &lt;!channel&gt;')).toEqual([text('Max <!channel>')]);
  });

  test('a date leads to no unsafe address', () => {
    const [node] = parseInline('<!date^1^{date}^javascript:alert(1)|x>');
    expect(node).toMatchObject({ type: 'date', url: null });
  });

  test.each(['*', '_', '~', '`', '<', '*_~', '<@', '&lt;', '*a ', '_a\n', 'https://', '<!date^', '```', '> '])(
    '40,000 characters of %s are read in no time',
    (piece) => {
      const source = piece.repeat(40_000 / piece.length);
      const start = performance.now();
      parseMrkdwn(source);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );

  test('no text is lost and nothing throws', () => {
    const pieces = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '<',
      '>',
      '|',
      '&',
      ';',
      '@',
      'a',
      ' ',
      '\n',
      'é',
      '😀',
      '^',
      '!',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        const read = JSON.stringify(parseMrkdwn(source));
        for (const letter of ['a', 'é', '😀']) {
          expect(read.split(letter).length).toBeGreaterThanOrEqual(Math.min(source.split(letter).length, 2) - 1);
        }
      }),
    );
  });
});

describe('a date is written for the person who looks', () => {
  const context = { now: new Date('2026-03-29T12:00:00Z'), timeZone: 'Asia/Tokyo' };
  const seconds = Date.parse('2026-03-28T16:30:00Z') / 1000;

  test.each([
    ['{date_num} {time}', '2026-03-29 1:30 AM'],
    ['{date_pretty} at {time}', 'today at 1:30 AM'],
    ['{date_long}', 'Sunday, March 29, 2026'],
    ['{date_short}', 'Mar 29, 2026'],
    ['{ago}', '19 hours ago'],
  ])('%s → %s', (pattern, expected) => {
    expect(formatSlackDate(seconds, pattern, 'fallback', context)).toBe(expected);
  });

  test.each(['{unknown}', 'nothing', ''])('the fallback stands for %j', (pattern) => {
    expect(formatSlackDate(seconds, pattern, 'fallback', context)).toBe('fallback');
  });

  test('a moment that no calendar has is the fallback', () => {
    expect(formatSlackDate(99_999_999_999, '{date}', 'fallback', context)).not.toBe('');
  });
});
