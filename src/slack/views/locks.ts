import type { ModalView } from '@slack/types';
import type { AccountLine, LockLine, LocksScreen } from '../../service/locking/locks-screen.ts';
import { actions, context, header, type MusterBlock, option, overflow, section } from '../blocks.ts';
import { slackDate } from '../dates.ts';
import { ACTIONS, BLOCKS, SCREENS } from '../ids.ts';
import { allowButton } from '../messages/lock-notices.ts';
import { memberValue } from '../metadata.ts';
import { escapeName, escapeText, mention, truncateMrkdwn } from '../mrkdwn.ts';
import { people, plural } from '../texts/counts.ts';
import { lockWords, spareWords } from '../texts/locks.ts';
import { modal } from './modal.ts';

const ROWS_LIMIT = 15;
const SENTENCE_LIMIT = 300;
const DAY_MS = 24 * 60 * 60_000;

/** Who is locked, and the dry run: what locking does, or would do if it were on. */
export function buildLocks(screen: LocksScreen): ModalView {
  return modal({
    title: 'Locked accounts',
    callbackId: SCREENS.locks,
    blocks: [
      section(opening(screen)),
      ...capabilities(screen),
      ...heldBlocks(screen),
      ...waitingBlocks(screen),
      ...dryRun(screen),
    ],
  });
}

function opening({ optedIn, enforced, graceMs }: LocksScreen): string {
  const grace = plural(Math.round(graceMs / DAY_MS), 'day');
  if (!enforced) return 'MFA is not enforced, so nobody is locked. This is for later.';
  if (optedIn) return `*Locking is on.* Whose MFA is off for longer than ${grace} is locked until it is on again.`;
  return `*Locking is off: nobody is locked.* Below is a dry run: who would be locked if it were on, ${grace} after their MFA went off. Somebody with the permission *manage* can turn it on in \`/mfa settings\`.`;
}

function capabilities({ lockable, notLockable, perDay, today }: LocksScreen): MusterBlock[] {
  const labels = (names: readonly string[]) => names.map((name) => escapeName(name)).join(', ');
  const can = lockable.length === 0 ? 'No directory here can lock.' : `Muster can lock in ${labels(lockable)}.`;
  const cannot = notLockable.length === 0 ? '' : ` It cannot in ${labels(notLockable)}.`;
  const limit = ` Without asking it locks ${plural(perDay, 'account')} a day at most (${today} in the last 24 hours).`;
  return [context(`${can}${cannot}${limit} Never locked: owners, and the account that Muster itself uses.`)];
}

function heldBlocks({ held, mayManage }: LocksScreen): MusterBlock[] {
  if (held.length === 0) return [];
  const rows = held.slice(0, ROWS_LIMIT).map((line) => section(describe(line), menuOf(line, mayManage)));
  return [header(`Locked: ${held.length}`), ...rows, ...moreThan(held)];
}

function describe(line: LockLine): string {
  const failure =
    line.failures === 0 || line.failure === null
      ? ''
      : `\n${truncateMrkdwn(escapeText(line.failure), SENTENCE_LIMIT)} Muster tries again.`;
  return `*${mention(line.person)}* in ${escapeName(line.directoryLabel)}: ${lockWords(line)}, ${slackDate(line.since)}${failure}`;
}

function menuOf({ person, state }: LockLine, mayManage: boolean) {
  if (state !== 'locked' || !mayManage) return undefined;
  return overflow(ACTIONS.memberMenu, [
    option('Unlock, with more time', memberValue.encode({ do: 'let_in', member: person.memberId })),
    option('History', memberValue.encode({ do: 'history', member: person.memberId })),
  ]);
}

function waitingBlocks({ waiting, asOf, mayManage }: LocksScreen): MusterBlock[] {
  if (waiting.length === 0) return [];
  return [
    header(`Waiting for consent: ${waiting.length}`),
    section(
      `${names(waiting)}\nThat is more than Muster locks in a day by itself. Somebody with the permission *manage* has to agree.`,
    ),
    ...(mayManage ? actions(BLOCKS.buttons, [allowButton(asOf, waiting.length)]) : []),
  ];
}

function dryRun(screen: LocksScreen): MusterBlock[] {
  const { now, beyondLimit, next, spared, optedIn, hasMore } = screen;
  if (now.length + beyondLimit.length + next.length + spared.length === 0) {
    return [section('There is nobody else whose MFA is off, so nobody would be locked next.')];
  }
  const lines = [
    ...part(`*${optedIn ? 'Next' : 'Would be locked now'}*`, now, names(now)),
    ...part('*Would wait for consent*', beyondLimit, names(beyondLimit)),
    ...part(
      '*Have time left*',
      next,
      list(next, (line) => `until ${slackDate(line.at)}`),
    ),
    ...part(
      '*Are not locked*',
      spared,
      list(spared, (line) => spareWords(line.reason)),
    ),
  ];
  const more = hasMore ? [context('There are more people whose MFA is off than are looked at here.')] : [];
  return [header('Dry run'), ...lines, ...more];
}

function part(title: string, lines: readonly AccountLine[], text: string): MusterBlock[] {
  return lines.length === 0 ? [] : [section(`${title} (${people(countPeople(lines))})\n${text}`)];
}

function countPeople(lines: readonly AccountLine[]): number {
  return new Set(lines.map(({ person }) => person.memberId)).size;
}

function names(lines: readonly AccountLine[]): string {
  return list(lines, () => '');
}

function list<Line extends AccountLine>(lines: readonly Line[], say: (line: Line) => string): string {
  const rows = lines.slice(0, ROWS_LIMIT).map((line) => {
    const words = say(line);
    return `• ${mention(line.person)} (${escapeName(line.directoryLabel)})${words === '' ? '' : `: ${words}`}`;
  });
  const more = lines.length - rows.length;
  return [...rows, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function moreThan(lines: readonly AccountLine[]): MusterBlock[] {
  return lines.length <= ROWS_LIMIT ? [] : [context(`and ${lines.length - ROWS_LIMIT} more`)];
}
