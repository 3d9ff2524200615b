import { describe, expect, test } from 'vitest';
import { EMPTY_TALLY } from '../../../src/domain/readiness.ts';
import type { StatusScreen, Viewer } from '../../../src/service/screens/screens.ts';
import { buildEnforceResult } from '../../../src/slack/messages/enforce-result.ts';
import { buildMessage } from '../../../src/slack/messages/message.ts';
import { buildStatus } from '../../../src/slack/messages/status.ts';
import { enforcementSentence } from '../../../src/slack/texts/enforcement.ts';
import { readinessBar, readinessSentence, sparkline, trendSentence } from '../../../src/slack/texts/readiness.ts';
import { AT, MEMBER_ID } from './samples.ts';

const person = { memberId: MEMBER_ID, slackUserId: 'U1', name: 'Ada' };
const viewer: Viewer = {
  person,
  role: 'member',
  state: 'active',
  permission: null,
  mfaStatus: 'disabled',
  mfaMethod: null,
  exempt: false,
  graceEndsAt: null,
  timeZone: 'UTC',
  guides: [{ directoryLabel: 'Slack', accountName: null, setupUrl: 'https://my.slack.com/account/settings' }],
  locked: [],
};
const common = { revision: 1, since: AT, changedBy: null };
const tally = { ...EMPTY_TALLY, active: 3, counted: 3, enabled: 2, disabled: 1 };

describe('The first sentence of /mfa status', () => {
  test.each([
    [{ ...common, state: 'off', armed: false }, 'MFA enforcement is off.'],
    [{ ...common, state: 'on' }, 'MFA enforcement is on since 2026-08-20 at 14:05 UTC.'],
    [{ ...common, state: 'scheduled', until: AT }, 'MFA enforcement is scheduled for 2026-08-20 at 14:05 UTC.'],
    [{ ...common, state: 'paused', until: AT }, 'MFA enforcement is paused until 2026-08-20 at 14:05 UTC.'],
  ] as const)('%o: %s', (enforcement, sentence) => {
    expect(enforcementSentence(enforcement, 'utc')).toBe(sentence);
    const screen: StatusScreen = { viewer, organizationName: 'Acme', enforcement, numbers: null };
    const message = buildStatus(screen);
    expect(message.text.startsWith(sentence)).toBe(true);
    const start = sentence.replace(/ 2026.*/, '');
    expect(message.blocks[0]).toMatchObject({ text: { text: expect.stringMatching(new RegExp(`^${start}`)) } });
  });
});

describe('Readiness', () => {
  test('is a number in words beside the bar, and never 100 % before everyone is ready', () => {
    expect(readinessSentence(tally)).toBe('2 of 3 counted members have MFA on (66\u00a0%).');
    expect(readinessBar(tally)).toBe('▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱');
    expect(readinessSentence({ ...tally, counted: 1000, enabled: 999 })).toContain('(99\u00a0%)');
  });

  test('has a sentence of its own for everyone and for nobody', () => {
    expect(readinessSentence({ ...tally, enabled: 3, disabled: 0 })).toBe(
      'Everyone is ready: all 3 counted members have MFA on (100\u00a0%).',
    );
    expect(readinessSentence(EMPTY_TALLY)).toBe('Nobody is counted yet.');
  });

  test('has a trend in words and as a curve', () => {
    const trend = [
      { counted: 4, enabled: 1 },
      { counted: 4, enabled: 3 },
    ];
    expect(trendSentence(trend)).toBe('Up 50 percentage points over the last 2 readings.');
    expect(sparkline(trend)).toBe('▃▇');
    expect(sparkline([...trend.slice(1), ...trend.slice(1)])).toBe('');
    expect(trendSentence(trend.slice(1))).toBeNull();
  });
});

describe('A refused request to enforce', () => {
  const missing = Array.from({ length: 20 }, (_, index) => ({
    person: { ...person, slackUserId: `U${index}` },
    status: index === 19 ? ('unknown' as const) : ('disabled' as const),
  }));
  const sentence = 'MFA enforcement stays as it was.';
  const offers = ['when_ready', 'by_date'] as const;

  test('names the first 20 who are missing or unknown, then "and n more", and offers to remind the missing', () => {
    const outcome = { type: 'refused', sentence, tally, missing, missingTotal: 23, remindable: 22, offers } as const;
    const json = JSON.stringify(buildEnforceResult(outcome, 'Acme').blocks);
    expect(json).toContain('<@U18>');
    expect(json).toContain('*MFA unknown:* <@U19>');
    expect(json).toContain('and 3 more');
    expect(json).toContain('Send MFA reminder');
  });

  test('offers no reminder when nobody can be reminded', () => {
    const outcome = { type: 'refused', sentence, tally, missing: [], missingTotal: 0, remindable: 0, offers } as const;
    const json = JSON.stringify(buildEnforceResult(outcome, 'Acme'));
    expect(json).not.toContain('Send MFA reminder');
    expect(json).toContain('Turn on when everyone is ready');
    expect(json).toContain('Turn on by date');
  });
});

describe('A reminder', () => {
  const message = buildMessage({
    kind: 'reminder',
    reminderId: 'rem_1',
    reason: 'manual',
    recipient: person,
    organizationName: 'Acme',
    requestedBy: { ...person, slackUserId: 'U2', name: 'Olga' },
    guides: viewer.guides,
    deadline: AT,
  });

  test('says who asks, why, and until when, also in its text', () => {
    expect(message.text).toContain('Olga asks you to turn on multifactor authentication (MFA)');
    expect(message.text).toContain('so that everybody in Acme is protected');
    expect(message.text).toContain('by 2026-08-20 at 14:05 UTC');
  });

  test('has the link, *Check me again* and *I need help*', () => {
    const labels = JSON.stringify(message.blocks).match(/"type":"button".*?"text":"[^"]+"/g);
    expect(labels?.map((label) => label.split('"').at(-2))).toEqual(['Turn on MFA', 'Check me again', 'I need help']);
    expect(JSON.stringify(message.blocks)).toContain('"url":"https://my.slack.com/account/settings"');
  });
});
