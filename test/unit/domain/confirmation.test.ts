import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIRMATION_WORDS, isConfirmed } from '../../../src/domain/confirmation.ts';

describe('the typed word', () => {
  it.each(['ENFORCE', ' ENFORCE', 'ENFORCE\n', '\t ENFORCE \r\n', '\u00a0ENFORCE\u3000'])(
    'is confirmed by %j',
    (typed) => expect(isConfirmed('enforce', typed)).toBe(true),
  );

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['lower case', 'enforce'],
    ['a capital', 'Enforce'],
    ['one lower letter', 'ENFORCe'],
    ['a mark after it', 'ENFORCE!'],
    ['quotes', '"ENFORCE"'],
    ['mrkdwn', '*ENFORCE*'],
    ['a space inside', 'EN FORCE'],
    ['the word twice', 'ENFORCE ENFORCE'],
    ['a word more', 'ENFORCE MFA'],
    ['the other word', 'STOP'],
    ['a zero for O', 'ENF0RCE'],
    ['Cyrillic E', '\u0415NFORCE'],
    ['Greek letters', '\u0395\u039dF\u039fRC\u0395'],
    ['full width', '\uff25\uff2e\uff26\uff2f\uff32\uff23\uff25'],
    ['mathematical bold', '\u{1d404}\u{1d40d}\u{1d405}\u{1d40e}\u{1d411}\u{1d402}\u{1d404}'],
    ['a combining accent', 'ENFORCE\u0301'],
    ['a zero-width space before', '\u200bENFORCE'],
    ['a zero-width space inside', 'ENF\u200bORCE'],
    ['a zero-width joiner after', 'ENFORCE\u200d'],
    ['a word joiner', 'ENFORCE\u2060'],
    ['a soft hyphen', 'EN\u00adFORCE'],
    ['a byte order mark inside', 'EN\ufeffFORCE'],
    ['a null', 'ENFORCE\u0000'],
    ['right to left, shown as the word', '\u202eECROFNE'],
    ['backwards', 'ECROFNE'],
    ['a right-to-left mark', '\u200fENFORCE'],
    ['an embedding', '\u202aENFORCE\u202c'],
    ['an isolate', '\u2066ENFORCE\u2069'],
  ])('is not confirmed by %s', (_name, typed) => expect(isConfirmed('enforce', typed)).toBe(false));

  it('is STOP to stop, where what becomes STOP in upper case is not enough', () => {
    expect(isConfirmed('stop', ' STOP ')).toBe(true);
    for (const typed of ['stop', 'Stop', '\u017fTOP', 'ENFORCE', 'STOP.'])
      expect(isConfirmed('stop', typed)).toBe(false);
  });

  it('is case-exact after trimming, and anything else is not it', () => {
    const spaces = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\u00a0') });
    const noise = fc.oneof(
      fc.constant(''),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(' ', '\n', '\u200b', '\u200f', '\u202e', '\u2060'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('enforce', 'stop'),
        fc.tuple(spaces, noise, noise, noise, spaces),
        fc.nat(7),
        (act, [before, first, inside, last, after], cut) => {
          const word = CONFIRMATION_WORDS[act];
          const typed = before + first + word.slice(0, cut) + inside + word.slice(cut) + last + after;
          expect(isConfirmed(act, typed)).toBe(new RegExp(`^\\s*${word}\\s*$`).test(typed));
        },
      ),
    );
  });

  it('is never confirmed by another spelling of its letters', () => {
    fc.assert(
      fc.property(fc.mixedCase(fc.constantFrom('ENFORCE', 'STOP')), (typed) => {
        expect(isConfirmed('enforce', typed)).toBe(typed === 'ENFORCE');
        expect(isConfirmed('stop', typed)).toBe(typed === 'STOP');
      }),
    );
  });
});
