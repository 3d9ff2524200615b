import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findWord, nearest, parseNamed, splitFirst, splitNamed } from '../../../src/slack/commands/arguments.ts';
import { COMMAND_WORDS } from '../../../src/slack/ids.ts';
import { membersValue, memberValue } from '../../../src/slack/metadata.ts';
import { MEMBER_ID, typedText } from './samples.ts';

describe('What stands after /mfa', () => {
  test('is a word, in any case, and the rest', () => {
    expect(splitFirst('  Remind\t <@U1|ada>  ')).toEqual({ first: 'Remind', rest: '<@U1|ada>' });
    expect(findWord('STATUS')).toBe('status');
    expect(splitFirst('')).toEqual({ first: '', rest: '' });
  });

  test.each([
    ['stauts', 'status'],
    ['enfroce', 'enforce'],
    ['Stopp', 'stop'],
    ['memebrs', 'members'],
  ])('%s: the nearest one is suggested', (typed, meant) => {
    expect(nearest(typed, COMMAND_WORDS)).toBe(meant);
  });

  test.each(['', 'xyzzy', '🙈', 'x'.repeat(100_000), 'مرحبا'])('%#: nothing is near', (typed) => {
    expect(nearest(typed, COMMAND_WORDS)).toBeNull();
  });

  test('may be anything', () => {
    fc.assert(
      fc.property(typedText, (typed) => {
        expect(() => splitNamed(typed)).not.toThrow();
      }),
    );
  });
});

describe('People and groups', () => {
  test('are understood as Slack writes them', () => {
    expect(parseNamed('<@U0123|ada>')).toEqual({ type: 'member', slackUserId: 'U0123' });
    expect(parseNamed('<@W0123>')).toEqual({ type: 'member', slackUserId: 'W0123' });
    expect(parseNamed('<!subteam^S0123|@it>')).toEqual({ type: 'usergroup', id: 'S0123' });
    expect(splitNamed('<@U1|Ada Lovelace> view')).toEqual({ named: '<@U1|Ada Lovelace>', rest: 'view' });
  });

  test.each(['@ada', 'ada', '<!channel>', '<@>', '<#C1|general>', '<@U1> x'])('%s is nobody', (typed) => {
    expect(parseNamed(typed)).toBeNull();
  });
});

describe('What travels with buttons and modals', () => {
  test('comes back as it was, within the limit of an option', () => {
    const value = memberValue.encode({ do: 'history', member: MEMBER_ID });
    expect(value.length).toBeLessThanOrEqual(75);
    expect(memberValue.decode(value)).toEqual({ do: 'history', member: MEMBER_ID });
  });

  test.each([null, '', '{', '[]', '{"filter":"all","page":0}', '{"filter":"missing","page":-1}'])(
    'broken (%s) is nothing',
    (text) => {
      expect(membersValue.decode(text)).toBeNull();
    },
  );
});
