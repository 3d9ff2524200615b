import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/slack/commands/address.ts';

describe('An address in a command', () => {
  test.each([
    ['ann@example.org', 'ann@example.org'],
    ['  Ann.Lee+muster@Mail.Example.ORG ', 'Ann.Lee+muster@Mail.Example.ORG'],
    ['<mailto:ann@example.org|ann@example.org>', 'ann@example.org'],
    ['<mailto:ann@example.org>', 'ann@example.org'],
  ])('%s', (text, address) => expect(parseAddress(text)).toBe(address));

  test.each([
    '',
    'ann',
    'ann@localhost',
    'ann@example.org, ben@example.org',
    'ann@example.org ben@example.org',
    'Ann <ann@example.org>',
    '<mailto:ann@example.org|ann@example.org> hello',
    '<@U123|ann@example.org>',
    'ann@exa mple.org',
    'ann"@example.org',
    'ann@example.org\nBcc: x@evil.example',
    `${'a'.repeat(250)}@example.org`,
  ])('is none: %s', (text) => expect(parseAddress(text)).toBeNull());
});
