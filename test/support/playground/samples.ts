import type { Person } from '../../../src/domain/member.ts';
import type { EnforceOutcome, ReminderMessage } from '../../../src/domain/message.ts';
import { EMPTY_TALLY } from '../../../src/domain/readiness.ts';
import type { HomeScreen, MembersScreen } from '../../../src/service/screens/screens.ts';

const DAY_MS = 86_400_000;

export const ADAEZE: Person = { memberId: 'mem_1', slackUserId: 'UADAEZE001', name: 'Adaeze Okafor' };
export const JONAS: Person = { memberId: 'mem_5', slackUserId: 'UJONAS0005', name: 'Jonas Lindqvist' };
const KEONI: Person = { memberId: 'mem_7', slackUserId: 'UKEONI0007', name: 'Keoni Nakamura-Kealoha' };

const GUIDE = { directoryLabel: 'Slack', accountName: null, setupUrl: 'https://slack.example/account/settings/2fa' };

export const TALLY = {
  ...EMPTY_TALLY,
  active: 8,
  counted: 8,
  enabled: 6,
  disabled: 2,
  guests: { counted: 1, enabled: 1 },
};

export const REMINDER: ReminderMessage = {
  kind: 'reminder',
  reminderId: 'rem_1',
  reason: 'manual',
  recipient: JONAS,
  organizationName: 'Lumen Works',
  requestedBy: ADAEZE,
  guides: [GUIDE],
  deadline: null,
};

export const REFUSED: EnforceOutcome = {
  type: 'refused',
  sentence: 'MFA is not enforced: 2 of 8 people do not have it.',
  tally: TALLY,
  missing: [
    { person: JONAS, status: 'disabled' },
    { person: KEONI, status: 'disabled' },
  ],
  missingTotal: 2,
  remindable: 2,
  offers: ['when_ready', 'by_date'],
};

export function directories(now: Date) {
  return [{ label: 'Slack', setupUrl: GUIDE.setupUrl, readAt: now, blindness: null, trouble: null, running: false }];
}

function buildMembersScreen(now: Date): MembersScreen {
  const row = {
    role: 'member',
    state: 'active',
    mfaStatus: 'disabled',
    mfaMethod: null,
    undeliverable: false,
    exemption: null,
    lock: null,
    accounts: [],
  } as const;
  return {
    filter: 'missing',
    tally: TALLY,
    total: 2,
    page: 0,
    pages: 1,
    permission: 'manage',
    rows: [
      { ...row, ...JONAS, lastRemindedAt: new Date(now.getTime() - DAY_MS) },
      { ...row, ...KEONI, lastRemindedAt: null },
    ],
    directories: directories(now),
  };
}

/** The Home tab of an owner, with two of eight missing. */
export function buildHomeScreen(now: Date): HomeScreen {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  return {
    viewer: {
      person: ADAEZE,
      role: 'primary_owner',
      state: 'active',
      permission: 'manage',
      mfaStatus: 'enabled',
      mfaMethod: 'app',
      exempt: false,
      graceEndsAt: null,
      timeZone: 'Africa/Lagos',
      guides: [GUIDE],
      locked: [],
    },
    organizationName: 'Lumen Works',
    enforcement: { state: 'off', armed: false, revision: 1, since: before(9), changedBy: null },
    admin: {
      members: buildMembersScreen(now),
      trend: [3, 4, 4, 5, 6].map((enabled, index) => ({ at: before(5 - index), counted: 8, enabled })),
      violations: 0,
      locks: { locked: 1, waiting: 0, failing: 0, stuck: 0 },
      undeliverable: 0,
      recent: [
        {
          at: before(1),
          type: 'reminder.sent',
          actor: { type: 'member', person: ADAEZE },
          subject: JONAS,
          details: {},
        },
      ],
      mailEnabled: true,
    },
  };
}
