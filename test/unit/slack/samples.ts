import fc from 'fast-check';
import { EXEMPTION_KINDS } from '../../../src/domain/exemption.ts';
import type { EnforceRequestId, MemberId } from '../../../src/domain/ids.ts';
import { LOCK_STATES } from '../../../src/domain/locking.ts';
import { type Person, ROLES } from '../../../src/domain/member.ts';
import { MFA_METHODS, MFA_STATUSES } from '../../../src/domain/mfa.ts';
import { PERMISSIONS } from '../../../src/domain/permission.ts';
import type { Tally } from '../../../src/domain/readiness.ts';
import type { LocksScreen } from '../../../src/service/locking/locks-screen.ts';
import {
  type DirectoryHealth,
  type HistoryScreen,
  type InvitationsScreen,
  type LinkScreen,
  type LockCounts,
  MEMBER_FILTERS,
  type MembersScreen,
  type UnlinkScreen,
  type Viewer,
} from '../../../src/service/screens/screens.ts';

const UUID = '01890a5d-ac96-774b-bcce-b302099a8057';
export const MEMBER_ID: MemberId = `mem_${UUID}`;
export const REQUEST_ID: EnforceRequestId = `enf_${UUID}`;
export const AT = new Date('2026-08-20T14:05:00Z');

/** Names as bad as people can type them: mentions, markup, huge, invisible, half of an emoji, none at all. */
export const typedText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '<!channel>',
    '<@U0AAAA|x> & <https://evil.example|click>',
    '*bold* _it_ ~no~ `code`',
    '',
    '   ',
    '\u202egnp.exe',
    '\ud83d',
    'x'.repeat(20_000),
    '&'.repeat(20_000),
    '👩‍👩‍👧‍👦'.repeat(3000),
    'a\nb\r\n> c',
  ),
);

export const person: fc.Arbitrary<Person> = fc.record({
  memberId: fc.constant(MEMBER_ID),
  slackUserId: fc.constantFrom('U0123456789', null),
  name: typedText,
});

const count = fc.nat(1_000_000);
export const tally: fc.Arbitrary<Tally> = fc
  .record({
    enabled: count,
    disabled: count,
    unknown: count,
    exempt: count,
    pending: count,
    outOfScope: count,
    guests: fc.nat(50),
    sms: fc.record({ enabled: fc.nat(50), disabled: fc.nat(50) }),
  })
  .map(({ guests, ...counts }) => {
    const counted = counts.enabled + counts.disabled + counts.unknown;
    return { ...counts, counted, active: counted + counts.exempt, guests: { counted: guests, enabled: 0 } };
  });

const date = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });
const url = fc.oneof(fc.webUrl(), fc.constantFrom('', 'javascript:alert(1)', `https://x.example/${'y'.repeat(4000)}`));
const guide = fc.record({ directoryLabel: typedText, accountName: fc.option(typedText), setupUrl: url });
export const guides = fc.array(guide, { maxLength: 6 });

const health: fc.Arbitrary<DirectoryHealth> = fc.record({
  label: typedText,
  setupUrl: url,
  readAt: fc.option(date),
  blindness: fc.option(typedText),
  trouble: fc.option(fc.record({ state: fc.constantFrom('failed', 'held'), at: date, sentence: typedText })),
  running: fc.boolean(),
});
export const healths = fc.array(health, { maxLength: 12 });

const accountLabel = fc.record({ directoryLabel: typedText, accountName: fc.option(typedText) });
const row = fc.record({
  memberId: fc.constant(MEMBER_ID),
  slackUserId: fc.constantFrom('U0123456789', null),
  name: typedText,
  role: fc.constantFrom(...ROLES),
  state: fc.constantFrom('active' as const, 'pending' as const),
  mfaStatus: fc.option(fc.constantFrom(...MFA_STATUSES)),
  mfaMethod: fc.option(fc.constantFrom(...MFA_METHODS)),
  lastRemindedAt: fc.option(date),
  undeliverable: fc.boolean(),
  exemption: fc.option(
    fc.record({ endsAt: date, sponsor: fc.option(person), kind: fc.constantFrom(...EXEMPTION_KINDS) }),
  ),
  lock: fc.option(fc.record({ state: fc.constantFrom(...LOCK_STATES), failures: fc.nat(3) })),
  accounts: fc.array(accountLabel, { maxLength: 4 }),
});

export const membersScreen: fc.Arbitrary<MembersScreen> = fc.record({
  filter: fc.constantFrom(...MEMBER_FILTERS),
  tally,
  total: count,
  page: fc.nat(100),
  pages: fc.nat(200),
  rows: fc.array(row, { maxLength: 120 }),
  permission: fc.option(fc.constantFrom(...PERMISSIONS)),
  directories: healths,
});

const invitation = fc.record({
  invitationId: fc.constant(`inv_${UUID}` as const),
  email: typedText,
  invitedBy: fc.option(person),
  sentAt: date,
  expiresAt: date,
  progress: fc.array(
    fc.record({
      directoryLabel: fc.option(typedText),
      state: fc.constantFrom('due', 'running', 'done', 'failed', 'cancelled'),
      sentence: fc.option(typedText),
    }),
    { maxLength: 8 },
  ),
});
export const invitationsScreen: fc.Arbitrary<InvitationsScreen> = fc.record({
  rows: fc.array(invitation, { maxLength: 10 }),
  total: count,
  page: fc.nat(100),
  pages: fc.nat(200),
  mailEnabled: fc.boolean(),
  directories: fc.array(typedText, { maxLength: 7 }),
});

export const lockCounts: fc.Arbitrary<LockCounts> = fc.record({
  locked: count,
  waiting: count,
  failing: count,
  stuck: count,
});
const accountLine = { person, directoryLabel: typedText };
const lockLine = fc.record({
  ...accountLine,
  state: fc.constantFrom(...LOCK_STATES),
  since: date,
  failures: fc.nat(3),
  failure: fc.option(typedText),
});
const accountLines = fc.array(fc.record(accountLine), { maxLength: 30 });
export const locksScreen: fc.Arbitrary<LocksScreen> = fc.record({
  asOf: date,
  enforced: fc.boolean(),
  optedIn: fc.boolean(),
  mayManage: fc.boolean(),
  graceMs: fc.constant(7 * 86_400_000),
  lockable: fc.array(typedText, { maxLength: 3 }),
  notLockable: fc.array(typedText, { maxLength: 3 }),
  perDay: fc.nat(5),
  today: count,
  held: fc.array(lockLine, { maxLength: 30 }),
  waiting: fc.array(lockLine, { maxLength: 30 }),
  now: accountLines,
  beyondLimit: accountLines,
  next: fc.array(fc.record({ ...accountLine, at: date }), { maxLength: 30 }),
  spared: fc.array(fc.record({ ...accountLine, reason: fc.constantFrom('owner', 'own_account', 'found_locked') }), {
    maxLength: 30,
  }),
  hasMore: fc.boolean(),
});
export const linkScreen: fc.Arbitrary<LinkScreen> = fc.record({
  memberId: fc.constant(MEMBER_ID),
  accounts: fc.array(accountLabel, { minLength: 1, maxLength: 4 }),
});
export const unlinkScreen: fc.Arbitrary<UnlinkScreen> = fc.record({
  person,
  accounts: fc.array(fc.record({ accountId: fc.constant(`acc_${UUID}` as const), label: accountLabel }), {
    minLength: 1,
    maxLength: 1,
  }),
});

const details = fc.dictionary(typedText, fc.oneof(typedText, count, fc.boolean(), fc.constant(null)), { maxKeys: 6 });
export const historyRow = fc.record({
  at: date,
  type: fc.oneof(fc.constantFrom('enforcement.on', 'round.sent', 'grant.added'), typedText),
  actor: fc.oneof(
    fc.record({ type: fc.constant('member' as const), person }),
    fc.constantFrom({ type: 'server' as const }, { type: 'muster' as const }),
  ),
  subject: fc.option(person),
  details,
});

export const historyScreen: fc.Arbitrary<HistoryScreen> = fc.record({
  subject: fc.option(person),
  rows: fc.array(historyRow, { maxLength: 120 }),
  page: fc.nat(1000),
  hasMore: fc.boolean(),
});

export const viewer: fc.Arbitrary<Viewer> = fc.record({
  person,
  role: fc.constantFrom(...ROLES),
  state: fc.constantFrom('active' as const, 'pending' as const),
  permission: fc.option(fc.constantFrom(...PERMISSIONS)),
  mfaStatus: fc.option(fc.constantFrom(...MFA_STATUSES)),
  mfaMethod: fc.option(fc.constantFrom(...MFA_METHODS)),
  exempt: fc.boolean(),
  graceEndsAt: fc.option(date),
  timeZone: fc.constant('UTC'),
  guides,
  locked: guides,
});

export const enforcement = fc.oneof(
  fc.record({
    state: fc.constant('off' as const),
    armed: fc.boolean(),
    revision: count,
    since: date,
    changedBy: fc.constant(null),
  }),
  fc.record({ state: fc.constant('on' as const), revision: count, since: date, changedBy: fc.constant(null) }),
  fc.record({
    state: fc.constantFrom('scheduled' as const, 'paused' as const),
    until: date,
    revision: count,
    since: date,
    changedBy: fc.constant(null),
  }),
);
export { count, date };
