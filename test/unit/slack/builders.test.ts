import type { HomeView, ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APPROVAL_STATES } from '../../../src/domain/approval.ts';
import { type Message, type ReminderMessage, TURNED_ON, WAITING_STANDINGS } from '../../../src/domain/message.ts';
import { SETTING_NAMES } from '../../../src/domain/settings.ts';
import { WAITS } from '../../../src/domain/turning-on.ts';
import { measureBlocksText, validateMessageBlocks } from '../../../src/playground/slack/block-kit/message.ts';
import { parseView } from '../../../src/playground/slack/block-kit/view.ts';
import type { SlackMessage } from '../../../src/slack/blocks.ts';
import { buildHome } from '../../../src/slack/home/home.ts';
import { buildInvited, buildLinked, buildUnlinked } from '../../../src/slack/messages/answers.ts';
import { buildCheck } from '../../../src/slack/messages/check.ts';
import { buildHelp } from '../../../src/slack/messages/help.ts';
import { buildMessage } from '../../../src/slack/messages/message.ts';
import { buildStatus } from '../../../src/slack/messages/status.ts';
import { addressWords } from '../../../src/slack/texts/invitations.ts';
import { buildArmModal } from '../../../src/slack/views/arm.ts';
import { buildEnforceModal } from '../../../src/slack/views/enforce.ts';
import { buildEnforceProgress } from '../../../src/slack/views/enforce-progress.ts';
import { buildExemptModal } from '../../../src/slack/views/exempt.ts';
import { buildHistory } from '../../../src/slack/views/history.ts';
import { buildInvitations } from '../../../src/slack/views/invitations.ts';
import { buildLink, buildUnlink } from '../../../src/slack/views/link.ts';
import { buildLocks } from '../../../src/slack/views/locks.ts';
import { buildMembers } from '../../../src/slack/views/members.ts';
import { buildRemindEveryoneModal } from '../../../src/slack/views/remind-everyone.ts';
import { buildRound } from '../../../src/slack/views/round.ts';
import { buildSettings, buildSettingsSaved } from '../../../src/slack/views/settings/settings.ts';
import { buildStopModal } from '../../../src/slack/views/stop.ts';
import {
  count,
  date,
  enforcement,
  guides,
  healths,
  historyRow,
  historyScreen,
  invitationsScreen,
  linkScreen,
  lockCounts,
  locksScreen,
  membersScreen,
  person,
  REQUEST_ID,
  tally,
  typedText,
  unlinkScreen,
  viewer,
} from './samples.ts';

const doer = fc.oneof(
  fc.record({ type: fc.constant('person' as const), person }),
  fc.constantFrom({ type: 'server' as const }, { type: 'muster' as const }),
);
const head = fc.record({ sequence: count, hash: fc.constant('ab'.repeat(32)) });
/** The rules' own sentence, which is never empty. */
const sentence = typedText.filter((text) => text.trim() !== '');
const outcome = fc.oneof(
  fc.record({ type: fc.constant('enforced' as const), tally }),
  fc.record({
    type: fc.constant('refused' as const),
    sentence,
    tally: fc.option(tally),
    missing: fc.array(fc.record({ person, status: fc.constantFrom('disabled' as const, 'unknown' as const) }), {
      maxLength: 40,
    }),
    missingTotal: count,
    remindable: count,
    offers: fc.subarray(['when_ready' as const, 'by_date' as const]),
  }),
);
const facts = { noticeId: fc.constant('ntc_1' as const), recipient: person, organizationName: typedText, at: date };
const members = fc.array(person, { maxLength: 40 });
const roundCounts = { sent: count, skipped: count, failed: count, total: count };

const notice: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    ...facts,
    kind: fc.constant('enforcement_on' as const),
    by: doer,
    how: fc.constantFrom(...TURNED_ON),
    tally,
    graceEndsAt: fc.option(date),
    head,
  }),
  fc.record({
    ...facts,
    kind: fc.constant('enforcement_stopped' as const),
    by: doer,
    reason: fc.option(typedText),
    approvedBy: fc.option(person),
    until: fc.option(date),
    head,
  }),
  fc.record({
    ...facts,
    kind: fc.constantFrom('approval_requested' as const, 'approval_ended' as const),
    approvalId: fc.constant('apr_01890a5d-ac96-774b-bcce-b302099a8057' as const),
    act: fc.constantFrom(
      { type: 'stop' as const, forMs: null, revision: 1 },
      { type: 'stop' as const, forMs: 3_600_000, revision: 1 },
      { type: 'longer_grace' as const, graceDays: 30 },
      {
        type: 'exempt' as const,
        memberId: 'mem_1' as const,
        sponsorId: 'mem_2' as const,
        kind: 'person' as const,
        endsAt: '',
      },
      { type: 'no_locking' as const },
      { type: 'one_person' as const },
    ),
    reason: fc.option(typedText),
    by: person,
    state: fc.constantFrom(...APPROVAL_STATES),
    about: fc.option(person),
    decidedBy: fc.option(person),
    announced: fc.boolean(),
    endsAt: date,
  }),
  fc.record({ ...facts, kind: fc.constant('enforcement_armed' as const), by: doer, until: fc.option(date), tally }),
  fc.record({
    ...facts,
    kind: fc.constant('enforcement_disarmed' as const),
    by: doer,
    was: fc.constantFrom('armed' as const, 'scheduled' as const),
  }),
  fc.record({
    ...facts,
    kind: fc.constant('enforcement_waits' as const),
    was: fc.constantFrom(...WAITING_STANDINGS),
    reason: fc.constantFrom(...WAITS),
  }),
  fc.record({
    ...facts,
    kind: fc.constant('enforcement_lapsed' as const),
    by: doer,
    was: fc.constantFrom(...WAITING_STANDINGS),
  }),
  fc.record({ ...facts, kind: fc.constant('enforce_result' as const), outcome }),
  fc.record({ ...facts, kind: fc.constant('violation_opened' as const), members, total: count, graceEndsAt: date }),
  fc.record({ ...facts, kind: fc.constant('violations_overdue' as const), members, total: count }),
  fc.record({
    ...facts,
    kind: fc.constant('accounts_locked' as const),
    members,
    total: count,
    directoryLabels: fc.array(typedText, { maxLength: 4 }),
  }),
  fc.record({ ...facts, kind: fc.constant('locks_waiting' as const), members, total: count }),
  fc.record({
    ...facts,
    kind: fc.constant('unlock_failed' as const),
    members,
    total: count,
    directoryLabel: typedText,
  }),
  fc.record({ ...facts, kind: fc.constant('account_locked' as const), guides, contacts: members }),
  fc.record({ ...facts, kind: fc.constant('account_unlocked' as const), directoryLabel: typedText }),
  fc.record({
    ...facts,
    kind: fc.constant('status_unknown' as const),
    unknown: count,
    counted: count,
    directoryLabel: typedText,
  }),
  fc.record({ ...facts, kind: fc.constant('reading_held' as const), directoryLabel: typedText, reason: typedText }),
  fc.record({
    ...{ ...facts, kind: fc.constant('help_requested' as const), member: fc.option(person), guides },
    ...{ reminded: fc.nat(40), checkedAt: fc.option(date), unreachable: fc.option(fc.constantFrom('C0123456789')) },
  }),
  fc.record({ ...facts, kind: fc.constant('exemption_ending' as const), member: person, endsAt: date }),
  fc.record({
    ...facts,
    kind: fc.constant('round_finished' as const),
    roundId: fc.option(fc.constant('rnd_1' as const)),
    ...roundCounts,
  }),
  fc.record({ ...facts, kind: fc.constant('round_failed' as const), sentence }),
  fc.record({
    ...facts,
    ...{ enabled: count, lacking: count, stuck: count, away: count },
    kind: fc.constant('campaign_deadline' as const),
  }),
  fc.record({
    ...facts,
    kind: fc.constant('milestone' as const),
    percent: fc.constantFrom(50, 90, 100),
    enabled: count,
    counted: count,
  }),
  fc.record({
    ...facts,
    ...{ enabled: count, counted: count, reminded: count, answered: count, stuck: members, stuckTotal: count },
    kind: fc.constant('weekly_summary' as const),
    before: fc.option(fc.record({ enabled: count, counted: count })),
    ending: fc.array(fc.record({ person, endsAt: date }), { maxLength: 40 }),
  }),
  fc.record({ ...facts, kind: fc.constantFrom('not_required_anymore' as const, 'slack_disconnected' as const) }),
);
const reminder: fc.Arbitrary<ReminderMessage> = fc.record({
  kind: fc.constant('reminder' as const),
  reminderId: fc.constant('rem_01890a5d-ac96-774b-bcce-b302099a8057' as const),
  reason: fc.constantFrom(
    'manual' as const,
    'violation' as const,
    'welcome' as const,
    'scheduled' as const,
    'required' as const,
    'campaign' as const,
  ),
  campaign: fc.option(fc.record({ message: fc.option(typedText), snoozesLeft: count, movedDays: count })),
  recipient: person,
  organizationName: typedText,
  requestedBy: fc.option(person, { nil: null }),
  guides,
  locked: guides,
  deadline: fc.option(date, { nil: null }),
});
const closed: fc.Arbitrary<Message> = fc.record({
  kind: fc.constant('reminder_closed' as const),
  reminderId: fc.constant('rem_1' as const),
  recipient: person,
  organizationName: typedText,
  outcome: fc.constantFrom('enabled' as const, 'admitted' as const, 'no_longer_required' as const),
});

const numbers = fc.record({
  tally,
  directories: healths,
  undeliverable: count,
  violations: count,
  locks: lockCounts,
  mailEnabled: fc.option(fc.boolean()),
  matters: fc.option(fc.record({ invited: count, unmatched: count, ambiguous: count })),
});
const status = fc.record({ viewer, organizationName: typedText, enforcement, numbers: fc.option(numbers) });
const admin = fc.record({
  members: membersScreen,
  trend: fc.array(fc.record({ at: date, counted: count, enabled: count }), { maxLength: 40 }),
  violations: count,
  locks: lockCounts,
  undeliverable: count,
  recent: fc.array(historyRow, { maxLength: 30 }),
  mailEnabled: fc.option(fc.boolean()),
});
const home = fc.record({ viewer, organizationName: typedText, enforcement, admin: fc.option(admin) });

/** Nothing but what Muster itself writes may mention a channel or make a link. */
const PINGS = /<!(?:channel|here|everyone)|<https?:/;

/** Every text in which Slack would see markup. */
function mrkdwnIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)];
}

function expectGoodMessage(message: SlackMessage): void {
  expect(validateMessageBlocks(message.blocks, { repeatedIds: 'refused' })).toEqual([]);
  expect(measureBlocksText(message.blocks)).toBeLessThan(13_000);
  expect(message.text.trim()).not.toBe('');
  expect(message.text.length).toBeLessThanOrEqual(4000);
  expect([message.text, ...mrkdwnIn(message.blocks)].filter((text) => PINGS.test(text))).toEqual([]);
}

function expectGoodView(view: ModalView | HomeView): void {
  const parsed = parseView(view);
  expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  expect(mrkdwnIn(view).filter((text) => PINGS.test(text))).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
}

const RUNS = { numRuns: 60 };

describe('Every text is within the limits of Slack and names ping nobody, whatever people typed', () => {
  test('reminders and thank-yous', () => {
    fc.assert(
      fc.property(fc.oneof(reminder, closed), (message) => expectGoodMessage(buildMessage(message))),
      RUNS,
    );
  });

  test('every kind of notice', () => {
    fc.assert(
      fc.property(notice, (message) => expectGoodMessage(buildMessage(message))),
      { numRuns: 200 },
    );
  });

  test('status, help and check', () => {
    fc.assert(
      fc.property(status, fc.boolean(), fc.option(typedText), (screen, fresh, blindness) => {
        expectGoodMessage(buildStatus(screen));
        expectGoodMessage(buildHelp(screen));
        const { viewer: looks, organizationName } = screen;
        expectGoodMessage(buildCheck({ viewer: looks, admitted: fresh, fresh, blindness, organizationName }));
      }),
      RUNS,
    );
  });

  test('who is locked, with the dry run', () => {
    fc.assert(
      fc.property(locksScreen, (screen) => expectGoodView(buildLocks(screen))),
      RUNS,
    );
  });

  test('the Home tab', () => {
    fc.assert(
      fc.property(home, (screen) => expectGoodView(buildHome(screen))),
      RUNS,
    );
  });

  test('the modals of enforce and stop', () => {
    const screen = fc.record({
      organizationName: typedText,
      revision: count,
      tally,
      directories: healths,
      directoryHolds: fc.boolean(),
      invited: count,
      confirmExempt: fc.option(count),
      offers: fc.subarray(['when_ready' as const, 'by_date' as const]),
      mayPause: fc.boolean(),
      takesTwo: fc.boolean(),
      type: fc.constantFrom('when_ready' as const, 'by_date' as const),
      now: date,
      timeZone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'Nowhere/Else'),
    });
    fc.assert(
      fc.property(screen, enforcement, (enforce, state) => {
        expectGoodView(buildEnforceModal(enforce));
        expectGoodView(buildStopModal({ ...enforce, enforcement: state }));
        expectGoodView(buildArmModal({ ...enforce, enforcement: state }));
      }),
      RUNS,
    );
  });

  test('progress and results', () => {
    fc.assert(
      fc.property(outcome, fc.record(roundCounts), typedText, (result, counts, sentence) => {
        expectGoodView(buildEnforceProgress(REQUEST_ID, { type: 'decided', outcome: result }));
        expectGoodView(buildEnforceProgress(REQUEST_ID, { type: 'reading', peopleRead: counts.sent }));
        expectGoodView(buildEnforceProgress(REQUEST_ID, { type: 'cancelled' }));
        expectGoodView(buildRound({ type: 'sending', counts }));
        expectGoodView(buildRound({ type: 'finished', roundId: 'rnd_1', counts }));
        expectGoodView(buildRound({ type: 'failed', sentence }));
      }),
      RUNS,
    );
  });

  test('lists of members and of events', () => {
    fc.assert(
      fc.property(membersScreen, historyScreen, (list, history) => {
        expectGoodView(buildMembers(list));
        expectGoodView(buildHistory(history));
      }),
      RUNS,
    );
  });

  test('the modal of an exemption', () => {
    const screen = viewer.map(({ person: member, mfaStatus, mfaMethod }) => ({
      ...{ person: member, mfaStatus, mfaMethod, first: '2026-11-25', last: '2027-02-22' },
    }));
    fc.assert(
      fc.property(screen, (facts) => expectGoodView(buildExemptModal(facts))),
      RUNS,
    );
  });

  test('the modal of the settings', () => {
    const settings = fc.record({
      graceDays: count,
      locking: fc.boolean(),
      smsCounts: fc.boolean(),
      helpChannel: fc.option(fc.constantFrom('C0123456789')),
      secondPerson: fc.boolean(),
      weeklySummary: fc.boolean(),
      retentionDays: count,
    });
    const screen = fc.record({
      shown: settings,
      current: settings,
      changedMeanwhile: fc.subarray([...SETTING_NAMES]),
      lastChange: fc.option(fc.record({ by: fc.option(person), at: date })),
      tally,
      round: fc.nat(100),
    });
    fc.assert(
      fc.property(screen, (facts) => {
        expectGoodView(buildSettings(facts));
        expectGoodView(
          buildSettingsSaved({ settings: facts.shown, changed: facts.changedMeanwhile, asked: ['graceDays'] }),
        );
      }),
      RUNS,
    );
  });

  test('the list of invitations, and what was done', () => {
    fc.assert(
      fc.property(invitationsScreen, fc.option(typedText, { nil: undefined }), (screen, typed) => {
        const note = typed === undefined ? {} : { note: addressWords(typed) };
        expectGoodView(buildInvitations(screen, { round: 3, ...note }));
        const [row] = screen.rows;
        if (row !== undefined) expectGoodMessage(buildInvited({ ...row, mail: true, directories: screen.directories }));
      }),
      RUNS,
    );
  });

  test('linking and unlinking', () => {
    fc.assert(
      fc.property(linkScreen, unlinkScreen, person, ({ accounts, ...rest }, unlink, whose) => {
        expectGoodView(buildLink({ accounts, ...rest }));
        expectGoodView(buildUnlink(unlink));
        expectGoodMessage(buildLinked({ accounts, person: whose }));
        expectGoodMessage(buildUnlinked({ accounts, person: whose }));
      }),
      RUNS,
    );
  });

  test('the modal of reminding everyone', () => {
    const screen = fc.record({
      organizationName: typedText,
      roundId: fc.constant('rnd_01890a5d-ac96-774b-bcce-b302099a8057' as const),
      tally,
      directories: healths,
      mailEnabled: fc.boolean(),
    });
    fc.assert(
      fc.property(screen, (everyone) => expectGoodView(buildRemindEveryoneModal(everyone))),
      RUNS,
    );
  });
});
