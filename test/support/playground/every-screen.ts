import type { HomeView, ModalView } from '@slack/types';
import fc from 'fast-check';
import type { ApprovalNews, Message, NoticeFacts } from '../../../src/domain/message.ts';
import { EMPTY_TALLY } from '../../../src/domain/readiness.ts';
import type { SlackMessage } from '../../../src/slack/blocks.ts';
import { buildHome } from '../../../src/slack/home/home.ts';
import {
  buildGranted,
  buildHelpAsked,
  buildLinked,
  buildRefusal,
  buildReminded,
  buildRevoked,
  buildUnlinked,
} from '../../../src/slack/messages/answers.ts';
import { buildCheck } from '../../../src/slack/messages/check.ts';
import { buildHelp } from '../../../src/slack/messages/help.ts';
import { buildMessage } from '../../../src/slack/messages/message.ts';
import { buildStatus } from '../../../src/slack/messages/status.ts';
import { buildArmModal } from '../../../src/slack/views/arm.ts';
import { buildEnforceModal } from '../../../src/slack/views/enforce.ts';
import { buildEnforceProgress } from '../../../src/slack/views/enforce-progress.ts';
import { buildHistory } from '../../../src/slack/views/history.ts';
import { buildInvitations } from '../../../src/slack/views/invitations.ts';
import { buildLink, buildUnlink } from '../../../src/slack/views/link.ts';
import { buildLocks } from '../../../src/slack/views/locks.ts';
import { buildMembers } from '../../../src/slack/views/members.ts';
import { information } from '../../../src/slack/views/modal.ts';
import { buildRemindEveryoneModal } from '../../../src/slack/views/remind-everyone.ts';
import { buildRound, buildRoundStarted } from '../../../src/slack/views/round.ts';
import { buildStopModal } from '../../../src/slack/views/stop.ts';
import {
  enforcement,
  guides,
  healths,
  historyScreen,
  invitationsScreen,
  linkScreen,
  lockCounts,
  locksScreen,
  membersScreen,
  REQUEST_ID,
  tally,
  unlinkScreen,
  viewer,
} from '../../unit/slack/samples.ts';
import { ADAEZE, buildHomeScreen, JONAS, REFUSED, REMINDER, TALLY } from './samples.ts';

const OFFERS = ['when_ready', 'by_date'] as const;
const NOW = new Date('2026-08-20T14:05:00Z');
const facts: NoticeFacts = { noticeId: 'ntc_1', recipient: ADAEZE, organizationName: 'Lumen Works', at: NOW };
const by = { type: 'person', person: ADAEZE } as const;
const head = { sequence: 6, hash: 'ab'.repeat(32) };
const counts = { sent: 1, skipped: 1, failed: 1, total: 3 };
const persons = { members: [JONAS, ADAEZE], total: 2 };

const APPROVAL: ApprovalNews = {
  approvalId: 'apr_1',
  act: { type: 'stop', forMs: null, revision: 1 },
  about: null,
  reason: 'The sign-in service is down.',
  by: JONAS,
  state: 'open',
  decidedBy: null,
  announced: false,
  endsAt: NOW,
};

const ASKED = { reminded: 2, checkedAt: NOW, unreachable: 'C0123456789' } as const;

/** One of each kind; a new kind does not compile until it is here. */
const MESSAGES: { readonly [Kind in Message['kind']]: Extract<Message, { kind: Kind }> } = {
  reminder: REMINDER,
  reminder_closed: { ...REMINDER, kind: 'reminder_closed', outcome: 'enabled' },
  enforcement_on: { ...facts, kind: 'enforcement_on', by, how: 'by_date', tally: TALLY, graceEndsAt: NOW, head },
  enforcement_stopped: {
    ...facts,
    kind: 'enforcement_stopped',
    by,
    reason: 'A new provider',
    approvedBy: JONAS,
    until: NOW,
    head,
  },
  approval_requested: { ...facts, ...APPROVAL, kind: 'approval_requested' },
  approval_ended: { ...facts, ...APPROVAL, kind: 'approval_ended', state: 'approved', decidedBy: JONAS },
  enforcement_armed: { ...facts, kind: 'enforcement_armed', by, until: NOW, tally: TALLY },
  enforcement_disarmed: { ...facts, kind: 'enforcement_disarmed', by, was: 'armed' },
  enforcement_waits: { ...facts, kind: 'enforcement_waits', was: 'scheduled', reason: 'reading' },
  enforcement_lapsed: { ...facts, kind: 'enforcement_lapsed', by, was: 'paused' },
  enforce_result: { ...facts, kind: 'enforce_result', outcome: REFUSED },
  violation_opened: { ...facts, ...persons, kind: 'violation_opened', graceEndsAt: NOW },
  violations_overdue: { ...facts, ...persons, kind: 'violations_overdue' },
  accounts_locked: { ...facts, ...persons, kind: 'accounts_locked', directoryLabels: ['Scaleway'] },
  locks_waiting: { ...facts, ...persons, kind: 'locks_waiting' },
  unlock_failed: { ...facts, ...persons, kind: 'unlock_failed', directoryLabel: 'Scaleway' },
  account_locked: { ...facts, kind: 'account_locked', guides: REMINDER.guides, contacts: [JONAS] },
  account_unlocked: { ...facts, kind: 'account_unlocked', directoryLabel: 'Scaleway' },
  status_unknown: { ...facts, kind: 'status_unknown', unknown: 2, counted: 8, directoryLabel: 'Slack' },
  reading_held: { ...facts, kind: 'reading_held', directoryLabel: 'Slack', reason: 'Too many are gone.' },
  help_requested: { ...facts, kind: 'help_requested', member: JONAS, guides: REMINDER.guides, ...ASKED },
  exemption_ending: { ...facts, kind: 'exemption_ending', member: JONAS, endsAt: NOW },
  round_failed: { ...facts, kind: 'round_failed', sentence: 'The directory did not answer.' },
  round_finished: { ...facts, ...counts, kind: 'round_finished', roundId: 'rnd_1' },
  campaign_deadline: { ...facts, kind: 'campaign_deadline', enabled: 5, lacking: 2, stuck: 1, away: 1 },
  milestone: { ...facts, kind: 'milestone', percent: 90, enabled: 9, counted: 10 },
  weekly_summary: {
    ...{ ...facts, kind: 'weekly_summary', enabled: 9, counted: 10, before: { enabled: 7, counted: 10 } },
    ...{ reminded: 3, answered: 2, stuck: [JONAS], stuckTotal: 1, ending: [{ person: ADAEZE, endsAt: NOW }] },
  },
  not_required_anymore: { ...facts, kind: 'not_required_anymore' },
  slack_disconnected: { ...facts, kind: 'slack_disconnected' },
};

type Screen = SlackMessage | ModalView | HomeView;

/** The same examples at every run. */
function examples<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: 20_260_820 });
}

const anyStatus = fc.record({
  ...{ viewer, organizationName: fc.constant('Lumen Works'), enforcement },
  numbers: fc.record({
    ...{ tally, directories: healths },
    ...{ undeliverable: fc.nat(3), violations: fc.nat(3), locks: lockCounts, mailEnabled: fc.boolean() },
    matters: fc.option(fc.record({ invited: fc.nat(3), unmatched: fc.nat(3), ambiguous: fc.nat(3) })),
  }),
});
const anyDialog = fc.record({
  ...{ organizationName: fc.constant('Lumen Works'), revision: fc.constant(1), tally, directories: healths },
  ...{
    directoryHolds: fc.boolean(),
    invited: fc.nat(2),
    confirmExempt: fc.constantFrom(null, 3),
    enforcement,
    mailEnabled: fc.boolean(),
  },
  ...{
    offers: fc.subarray([...OFFERS]),
    type: fc.constantFrom(...OFFERS),
    mayPause: fc.boolean(),
    takesTwo: fc.boolean(),
  },
  ...{ now: fc.constant(NOW), timeZone: fc.constantFrom('Pacific/Kiritimati', 'Nowhere/Else') },
});
const anyCheck = fc.record({
  ...{ viewer, admitted: fc.boolean(), fresh: fc.boolean(), organizationName: fc.constant('Lumen Works') },
  ...{ blindness: fc.constantFrom(null, 'No admin token.') },
});

function buildHomes(): HomeView[] {
  const screen = buildHomeScreen(NOW);
  const looks = examples(fc.record({ viewer, enforcement, guides }), 10);
  const { admin } = screen;
  const lists = examples(membersScreen, 5).flatMap((members) => (admin === null ? [] : [{ ...admin, members }]));
  return [
    screen,
    ...looks.map((look) => ({ ...screen, ...look, admin: null })),
    ...lists.map((list) => ({ ...screen, admin: list })),
  ].map(buildHome);
}

function buildDialogs(): ModalView[] {
  return examples(anyDialog, 6).flatMap((screen) => [
    buildEnforceModal(screen),
    buildStopModal(screen),
    buildArmModal(screen),
    buildRemindEveryoneModal({ ...screen, roundId: 'rnd_01890a5d-ac96-774b-bcce-b302099a8057' }),
  ]);
}

function buildProgress(): ModalView[] {
  return [
    buildEnforceProgress(REQUEST_ID, { type: 'reading', peopleRead: 5 }),
    buildEnforceProgress(REQUEST_ID, { type: 'decided', outcome: REFUSED }),
    buildEnforceProgress(REQUEST_ID, { type: 'decided', outcome: { type: 'enforced', tally: EMPTY_TALLY } }),
    buildEnforceProgress(REQUEST_ID, { type: 'cancelled' }),
    buildRoundStarted(),
    buildRound({ type: 'sending', counts }),
    buildRound({ type: 'finished', roundId: 'rnd_1', counts }),
    buildRound({ type: 'failed', sentence: 'Slack is away.' }),
    information('Title', 'A sentence.'),
  ];
}

/** What the bot can say and show, by the builders that do it. */
export function buildEverything(): Screen[] {
  return [
    ...Object.values(MESSAGES).map(buildMessage),
    buildRefusal({ code: 'owners_only' }),
    buildReminded(JONAS),
    buildHelpAsked({ to: 'owners' }),
    buildGranted('view', JONAS),
    buildRevoked('view', { userGroupId: 'S0GROUP' }),
    ...examples(anyStatus, 6).flatMap((screen) => [buildStatus(screen), buildHelp(screen)]),
    ...examples(anyCheck, 6).map(buildCheck),
    ...buildHomes(),
    ...buildDialogs(),
    ...buildProgress(),
    ...examples(membersScreen, 5).map(buildMembers),
    ...examples(locksScreen, 5).map(buildLocks),
    ...examples(historyScreen, 5).map(buildHistory),
    ...examples(linkScreen, 2).map(buildLink),
    ...examples(unlinkScreen, 2).map(buildUnlink),
    buildLinked({ accounts: [{ directoryLabel: 'GitHub', accountName: 'octocat' }], person: JONAS }),
    buildUnlinked({ accounts: [{ directoryLabel: 'GitHub', accountName: 'octocat' }], person: JONAS }),
    ...examples(invitationsScreen, 5).map((screen) => buildInvitations(screen, { round: 0, note: 'Done.' })),
  ];
}
