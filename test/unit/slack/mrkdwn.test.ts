import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeName, mention, named, plainName, quote, truncate, truncateMrkdwn } from '../../../src/slack/mrkdwn.ts';
import { MEMBER_ID, typedText } from './samples.ts';

describe('What people typed', () => {
  test('pings nobody and makes no link', () => {
    expect(escapeName('<!channel>')).toBe('&lt;!channel&gt;');
    fc.assert(
      fc.property(typedText, (name) => {
        expect(escapeName(name)).not.toMatch(/[<>]/);
      }),
    );
  });

  test('does not break the formatting around it', () => {
    fc.assert(
      fc.property(typedText, (name) => {
        expect(escapeName(name)).not.toMatch(/[*_~`\n\r]/);
      }),
    );
  });

  test('cannot turn the direction of the text around it', () => {
    expect(plainName('Ada\u202egnp.exe')).toBe('Ada gnp.exe');
  });

  test('has a name of its own when there is none', () => {
    expect(plainName(' \u200f ')).toBe('somebody without a name');
  });

  test('is quoted on one line', () => {
    expect(quote('line one\n> line two', 500)).toBe('> line one &gt; line two');
  });
});

describe('Cutting', () => {
  test('never goes above the limit, nor through a character', () => {
    fc.assert(
      fc.property(typedText, fc.integer({ min: 2, max: 100 }), (text, limit) => {
        const cut = truncate(text.toWellFormed(), limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  test('leaves no half of a mention or of an escape', () => {
    expect(truncateMrkdwn('Hello <@U0123456789>', 14)).toBe('Hello …');
    expect(truncateMrkdwn('Tom &amp; Jerry', 8)).toBe('Tom …');
  });
});

describe('People', () => {
  test('are mentioned where they are in Slack, and named in the text that notifications use', () => {
    const person = { memberId: MEMBER_ID, slackUserId: 'U1', name: 'Ada <3' };
    expect(mention(person)).toBe('<@U1>');
    expect(named(person)).toBe('Ada &lt;3');
    expect(mention({ ...person, slackUserId: null })).toBe('Ada &lt;3');
  });
});
