import type { Person } from '../../../src/domain/member.ts';
import type { ApprovalNews, EnforceOutcome, MailMessage } from '../../../src/domain/message.ts';
import { EMPTY_TALLY } from '../../../src/domain/readiness.ts';

export const AT = new Date('2026-11-24T09:15:00Z');
const DEADLINE = new Date('2026-12-01T17:00:00Z');

export const slackGuide = {
  directoryLabel: 'Slack',
  accountName: null,
  setupUrl: 'https://acme.slack.com/account/settings#two_factor',
};
export const scalewayGuide = {
  directoryLabel: 'Scaleway',
  accountName: null,
  setupUrl: 'https://console.scaleway.com/account/security',
};
const githubGuide = {
  directoryLabel: 'GitHub',
  accountName: 'octocat',
  setupUrl: 'https://github.com/settings/security',
};

export function person(name: string): Person {
  return { memberId: `mem_${name}`, slackUserId: 'U0A', name };
}

export const ada = person('Ada Lovelace');
const grace = person('Grace Hopper');
export const linus = person('Linus Missing');

const TALLY = { ...EMPTY_TALLY, active: 44, counted: 42, enabled: 42, exempt: 2 };
const HEAD = { sequence: 128, hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
const toAda = { recipient: ada, organizationName: 'Acme Rockets' };
const notice = { ...toAda, noticeId: 'ntc_1', at: AT } as const;
const asked = {
  ...toAda,
  kind: 'reminder',
  reminderId: 'rem_1',
  requestedBy: grace,
  guides: [slackGuide],
  deadline: DEADLINE,
} as const;
const tried = { reminded: 2, checkedAt: null, unreachable: null };
const byItself = { ...asked, requestedBy: null };

const REFUSED: EnforceOutcome = {
  type: 'refused',
  sentence: '2 of 42 counted members are not enabled: 1 is missing and 1 is unknown.',
  tally: { ...TALLY, enabled: 40, disabled: 1, unknown: 1 },
  missing: [
    { person: linus, status: 'disabled' },
    { person: person('Ulla Unknown'), status: 'unknown' },
  ],
  missingTotal: 2,
  remindable: 1,
  offers: [],
};

const APPROVAL: ApprovalNews = {
  approvalId: 'apr_1',
  act: { type: 'stop', forMs: null, revision: 1 },
  about: null,
  reason: 'The sign-in service is down.',
  by: grace,
  state: 'open',
  decidedBy: null,
  announced: false,
  endsAt: DEADLINE,
};

/** One message of every kind, and of every variant that reads differently. */
export const samples = {
  reminder_manual: { ...asked, reason: 'manual' },
  reminder_two_directories: { ...asked, reason: 'manual', guides: [slackGuide, scalewayGuide], deadline: null },
  reminder_campaign: {
    ...asked,
    reason: 'campaign',
    campaign: { message: 'We handle patient data: please help.', snoozesLeft: 2, movedDays: 3 },
  },
  reminder_named_account: { ...asked, reason: 'manual', guides: [githubGuide, scalewayGuide] },
  reminder_violation: { ...byItself, reason: 'violation' },
  reminder_scheduled: { ...byItself, reason: 'scheduled' },
  reminder_required: { ...byItself, reason: 'required' },
  reminder_welcome: { ...byItself, reason: 'welcome', deadline: null },
  closed_enabled: { ...toAda, kind: 'reminder_closed', reminderId: 'rem_1', outcome: 'enabled' },
  closed_admitted: { ...toAda, kind: 'reminder_closed', reminderId: 'rem_1', outcome: 'admitted' },
  closed_no_longer_required: { ...toAda, kind: 'reminder_closed', reminderId: 'rem_1', outcome: 'no_longer_required' },
  not_required_anymore: { ...notice, kind: 'not_required_anymore' },
  enforcement_on: {
    ...notice,
    kind: 'enforcement_on',
    by: { type: 'person', person: grace },
    how: 'asked',
    tally: TALLY,
    graceEndsAt: null,
    head: HEAD,
  },
  enforcement_on_by_date: {
    ...notice,
    kind: 'enforcement_on',
    by: { type: 'person', person: grace },
    how: 'by_date',
    tally: { ...TALLY, enabled: 40, disabled: 2 },
    graceEndsAt: DEADLINE,
    head: HEAD,
  },
  enforcement_armed: {
    ...notice,
    kind: 'enforcement_armed',
    by: { type: 'person', person: grace },
    until: null,
    tally: TALLY,
  },
  enforcement_scheduled: {
    ...notice,
    kind: 'enforcement_armed',
    by: { type: 'person', person: grace },
    until: DEADLINE,
    tally: TALLY,
  },
  enforcement_disarmed: {
    ...notice,
    kind: 'enforcement_disarmed',
    by: { type: 'person', person: grace },
    was: 'scheduled',
  },
  enforcement_waits: { ...notice, kind: 'enforcement_waits', was: 'scheduled', reason: 'reading' },
  enforcement_lapsed: { ...notice, kind: 'enforcement_lapsed', by: { type: 'person', person: grace }, was: 'paused' },
  enforcement_paused: {
    ...notice,
    kind: 'enforcement_stopped',
    by: { type: 'person', person: grace },
    reason: null,
    approvedBy: ada,
    until: DEADLINE,
    head: HEAD,
  },
  approval_requested: { ...notice, ...APPROVAL, kind: 'approval_requested' },
  approval_requested_own: { ...notice, ...APPROVAL, kind: 'approval_requested', by: ada },
  approval_ended: { ...notice, ...APPROVAL, kind: 'approval_ended', state: 'declined' },
  enforcement_stopped: {
    ...notice,
    kind: 'enforcement_stopped',
    by: { type: 'person', person: grace },
    reason: 'The sign-in service is down and nobody can get in.',
    approvedBy: null,
    until: null,
    head: HEAD,
  },
  enforcement_stopped_by_server: {
    ...notice,
    kind: 'enforcement_stopped',
    by: { type: 'server' },
    reason: null,
    approvedBy: null,
    until: null,
    head: HEAD,
  },
  enforce_result_enforced: { ...notice, kind: 'enforce_result', outcome: { type: 'enforced', tally: TALLY } },
  enforce_result_refused: { ...notice, kind: 'enforce_result', outcome: REFUSED },
  campaign_deadline: { ...notice, kind: 'campaign_deadline', enabled: 30, lacking: 4, stuck: 2, away: 1 },
  milestone: { ...notice, kind: 'milestone', percent: 100, enabled: 42, counted: 42 },
  weekly_summary: {
    ...{ ...notice, kind: 'weekly_summary', enabled: 40, counted: 42, before: { enabled: 36, counted: 42 } },
    ...{ reminded: 9, answered: 5, stuck: [linus], stuckTotal: 1, ending: [{ person: linus, endsAt: DEADLINE }] },
  },
  round_failed: { ...notice, kind: 'round_failed', sentence: 'The directory did not answer. Please try again.' },
  round_finished: { ...notice, kind: 'round_finished', roundId: 'rnd_1', sent: 40, skipped: 2, failed: 1, total: 43 },
  violation_opened: { ...notice, kind: 'violation_opened', members: [linus], total: 1, graceEndsAt: DEADLINE },
  violations_overdue: { ...notice, kind: 'violations_overdue', members: [linus], total: 3 },
  accounts_locked: { ...notice, kind: 'accounts_locked', members: [linus], total: 1, directoryLabels: ['Scaleway'] },
  locks_waiting: { ...notice, kind: 'locks_waiting', members: [linus], total: 7 },
  unlock_failed: { ...notice, kind: 'unlock_failed', members: [linus], total: 1, directoryLabel: 'Scaleway' },
  account_locked: { ...notice, kind: 'account_locked', guides: [scalewayGuide], contacts: [grace] },
  account_unlocked: { ...notice, kind: 'account_unlocked', directoryLabel: 'Scaleway' },
  reminder_locked: { ...asked, reason: 'manual', guides: [scalewayGuide], locked: [scalewayGuide], deadline: null },
  status_unknown: { ...notice, kind: 'status_unknown', unknown: 5, counted: 42, directoryLabel: 'Slack' },
  reading_held: {
    ...notice,
    kind: 'reading_held',
    directoryLabel: 'Slack',
    reason: '12 of 42 members would be deactivated.',
  },
  exemption_ending: { ...notice, kind: 'exemption_ending', member: linus, endsAt: DEADLINE },
  help_requested: { ...notice, kind: 'help_requested', member: linus, guides: [githubGuide], ...tried },
  slack_disconnected: { ...notice, kind: 'slack_disconnected' },
  invitation: {
    kind: 'invitation',
    organizationName: 'Acme Rockets',
    enforced: true,
    guides: [slackGuide, scalewayGuide],
    invitedTo: ['Scaleway'],
    expiresAt: DEADLINE,
  },
  invitation_plain: {
    kind: 'invitation',
    organizationName: 'Acme Rockets',
    enforced: false,
    guides: [slackGuide],
    invitedTo: [],
    expiresAt: DEADLINE,
  },
} satisfies Record<string, MailMessage>;

export type SampleName = keyof typeof samples;
