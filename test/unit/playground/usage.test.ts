import { describe, expect, test } from 'vitest';
import { matchSuggestions, suggestionsOf } from '../../../src/playground/page/conversation/usage.ts';

const build = (usageHint: string) => ({ command: '/mfa', description: 'MFA', usageHint });

describe('what a usage hint offers', () => {
  test.each([
    ['status | enforce', ['/mfa', '/mfa status', '/mfa enforce']],
    ['status|enforce', ['/mfa', '/mfa status', '/mfa enforce']],
    ['[status|enforce]', ['/mfa', '/mfa status', '/mfa enforce']],
    ['remind @person|everyone | check', ['/mfa', '/mfa remind ', '/mfa check']],
    ['members [missing|unknown]', ['/mfa', '/mfa members ']],
    ['invite <email>, history', ['/mfa', '/mfa invite ', '/mfa history']],
    ['', ['/mfa']],
  ])('%s', (hint, inserts) => {
    expect(suggestionsOf(build(hint)).map(({ insert }) => insert)).toEqual(inserts);
  });
});

test.each([
  ['/', 3],
  ['/MFA S', 1],
  ['/mfa status', 0],
  ['hello', 0],
  ['', 0],
])('%j is gone on with %d suggestions', (typed, count) => {
  expect(matchSuggestions([build('status | enforce')], typed)).toHaveLength(count);
});
