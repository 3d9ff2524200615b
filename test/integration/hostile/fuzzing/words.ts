import fc from 'fast-check';
import { COMMAND_WORDS } from '../../../../src/slack/ids.ts';
import { PEOPLE } from '../../../support/muster.ts';

/** Ids that have our form and are nobody's here. */
const FOREIGN_ID = '01a20bf3-27f6-77b5-a250-b33daeba22c7';
const PREFIXES = ['org', 'mem', 'acc', 'rdg', 'enf', 'grt', 'rem', 'rnd', 'ntc', 'dlv', 'vio', 'exm', 'inv', 'evt'];

/** What has broken other programs: markup, code, formulas, controls, numbers, long and lone characters. */
export const BAD_WORDS: readonly string[] = [
  ...['', ' ', '\u0000', '\ufeff', '\r\n', '\u2028', '\u202eecrofne', '\ud800', '\udfff', '🦄', 'ﷺ', 'İ', 'ß'],
  ...['<!channel>', '<!here>', '<!everyone>', '<@UOLIVIA001>', '<https://evil.example|click>', '*b* _i_ ~s~ `c`'],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '&amp;&lt;', '"><b>', "'; drop table members; --"],
  ...['x\r\nBcc: all@evil.example', 'a@b\r\nRCPT TO:<c@d>', '=1+1', '@SUM(A1)', '+cmd|calc', '-2+3', '\t=1'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'null', 'undefined', 'NaN'],
  ...['../../etc/passwd', '{{7*7}}', '%s%n', '%00', '$(id)', '1e309', '-0', '9007199254740993'],
  ...['enforce', 'Enforce', 'ENFORCE!', 'STOP.', 'stop', 'ＥＮＦＯＲＣＥ', 'ENFORCЕ', 'S\u200bTOP'],
];

/** What is long, or makes a careless regular expression slow. */
const LONG_WORDS: readonly string[] = [
  ...['a'.repeat(5_000), '<'.repeat(3_000), `${'a'.repeat(30_000)}!`, ' '.repeat(20_000), '<@U'.repeat(2_000)],
  `${'a@'.repeat(5_000)}.`,
  `${'0'.repeat(9_000)}d`,
];

/** Never one of the words that have to be typed: nothing that follows from these may turn enforcement on or off. */
export const anyText = fc
  .oneof(
    { weight: 40, arbitrary: fc.constantFrom(...BAD_WORDS) },
    { weight: 1, arbitrary: fc.constantFrom(...LONG_WORDS) },
    { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 6, arbitrary: fc.string({ maxLength: 60 }) },
    { weight: 3, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
  )
  .filter((text) => !/^\s*(?:ENFORCE|STOP)\s*$/.test(text));

const PERSON_IDS = Object.values(PEOPLE).map(({ id }) => id);
export const anyPersonId = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PERSON_IDS) },
  { weight: 2, arbitrary: fc.constantFrom('UNOBODY999', 'USLACKBOT', 'W0', '', '__proto__', 'U'.repeat(3_000)) },
  { weight: 1, arbitrary: anyText },
);

const aMention = fc.oneof(
  anyPersonId.map((id) => `<@${id}>`),
  fc.tuple(anyPersonId, anyText).map(([id, label]) => `<@${id}|${label}>`),
  fc.constantFrom('<!subteam^S0GROUP|@group>', '<!subteam^>', '<@>', '<mailto:a@b.example|a@b.example>', 'everyone'),
);

/** A word of ours or a misspelt one, then whatever a person may type after it. */
export const anyCommandText = fc
  .tuple(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...COMMAND_WORDS) }, { weight: 1, arbitrary: anyText }),
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: aMention },
        { weight: 2, arbitrary: anyText },
        {
          weight: 2,
          arbitrary: fc.constantFrom('view', 'remind', 'enforce', 'manage', 'missing', 'exempt', '7d', 'tomorrow', '1'),
        },
      ),
      { maxLength: 4 },
    ),
    fc.constantFrom(' ', '  ', '\n', '\t', '\u00a0', ''),
  )
  .map(([word, rest, space]) => [word, ...rest].join(space));

export const anyId = fc
  .tuple(fc.constantFrom(...PREFIXES), fc.oneof(fc.constant(FOREIGN_ID), fc.uuid({ version: 7 }), anyText))
  .map(([prefix, rest]) => `${prefix}_${rest}`);
