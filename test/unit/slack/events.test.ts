import { describe, expect, test } from 'vitest';
import type { HistoryRow } from '../../../src/service/screens/screens.ts';
import { eventSentence } from '../../../src/slack/texts/events.ts';
import { TEXT_VOICE } from '../../../src/slack/texts/voice.ts';

const OLGA = { memberId: 'mem_1', slackUserId: 'U1', name: 'Olga' } as const;

function sentenceOf(type: string, details: HistoryRow['details']): string {
  const at = new Date('2026-08-20T14:05:00Z');
  const row: HistoryRow = { at, type, actor: { type: 'member', person: OLGA }, subject: OLGA, details };
  return eventSentence(row, TEXT_VOICE);
}

describe('The history says in words what an event holds', () => {
  test.each<[string, HistoryRow['details'], string]>([
    ['enforcement.on', { state: 'on', revision: 1, counted: 8, exempt: 0 }, '(8 members counted).'],
    ['enforcement.on', { state: 'on', revision: 1, counted: 8, exempt: 1 }, '(8 members counted, 1 exempt).'],
    ['enforcement.off', { state: 'off', revision: 2, hasReason: true }, 'stopped MFA enforcement (with a reason).'],
    ['enforcement.on', { counted: 8, exempt: 0, how: 'by_date' }, '(the date had come, 8 members counted).'],
    ['enforcement.scheduled', { until: '2026-12-01T09:00:00.000Z' }, '(for 2026-12-01 at 09:00 UTC).'],
    ['enforcement.paused', { until: '2026-12-01T09:00:00.000Z' }, '(until 2026-12-01 at 09:00 UTC).'],
    ['enforcement.waits', { reason: 'reading' }, '(no complete reading).'],
    ['date_notice.sent', { stage: 'day', reminded: 3 }, '(3 people, a day ahead).'],
    ['enforce.requested', { revision: 3 }, 'Olga asked to enforce MFA.'],
    ['enforce.refused', { code: 'not_ready', disabled: 2, unknown: 0 }, '(2 people had MFA off).'],
    ['enforce.refused', { code: 'not_ready', disabled: 1, unknown: 1 }, '(1 person had MFA off, and the status of 1'],
    ['stop.refused', { code: 'not_permitted' }, 'and was refused (without the permission for it).'],
    ['stop.refused', { code: 'a_new_code' }, '(a new code).'],
    ['grant.added', { permission: 'view' }, 'gave a permission to Olga (the permission view).'],
    ['reminder.sent', { reminderId: '0192f0c1' }, 'Olga reminded Olga.'],
    ['round.sent', { reminded: 2, skipped: 1 }, '(2 people, 1 needed none).'],
    ['some.later', { revision: 7 }, 'Olga: some.later.'],
  ])('%s %j', (type, details, words) => {
    const sentence = sentenceOf(type, details);
    expect(sentence).toContain(words);
    expect(sentence).not.toMatch(/revision|state:|_|[{}]/);
  });
});
