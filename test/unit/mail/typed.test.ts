import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typed } from '../../../src/mail/typed.ts';

// Any UTF-16, broken pairs too, and often what splits or turns a line.
const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x0a, 0x0d, 0x85, 0x2028, 0x202e, 0xd800));
const anyText = fc.array(unit, { maxLength: 100 }).map((units) => String.fromCharCode(...units));

describe('text that people typed', () => {
  it('keeps names as their owners write them', () => {
    for (const name of ['Ada Lovelace', "Conor O'Brien", 'José “Pepe” Núñez', 'J. R. Hartley', '李雷', '👩‍🚀 Sally']) {
      expect(typed(name)).toBe(name);
    }
  });

  it('stays on one line whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = typed(text);
        // Every line break and control character that a header or a sentence could be split at.
        expect(result).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(result).not.toMatch(/[\u202a-\u202e]/);
      }),
    );
    expect(typed('Eve\r\nBcc: all@acme.example')).not.toContain('\n');
  });

  it('is cut at 80 characters as people count them', () => {
    expect(typed('x'.repeat(300))).toBe(`${'x'.repeat(79)}…`);
    expect(typed('👩‍🚀'.repeat(300))).toBe(`${'👩‍🚀'.repeat(79)}…`);
    expect(typed('x'.repeat(1_000_000))).toBe(`${'x'.repeat(79)}…`);
    expect(typed(`e${'\u0301'.repeat(300)}`)).toHaveLength(5);
  });

  it('cannot turn the sentence round', () => {
    expect(typed('\u202eevE')).toBe('evE');
    expect(typed('שרה')).toBe('\u2068שרה\u2069');
  });

  it('becomes no link where a mail client looks for links in plain text', () => {
    for (const text of ['http://evil.example/a', 'www.evil.example', 'evil.example', 'ada@evil.example', '10.0.0.1']) {
      expect(typed(text)).not.toMatch(/[\p{L}\p{N}][.@][\p{L}\p{N}]|:\/\//u);
    }
  });
});
