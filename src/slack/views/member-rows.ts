import type { ActionsBlock, StaticSelect } from '@slack/types';
import { includes } from '../../domain/permission.ts';
import {
  MEMBER_FILTERS,
  type MemberFilter,
  type MemberRow,
  type MembersScreen,
  VIEW_FILTERS,
} from '../../service/screens/screens.ts';
import { actions, button, context, type MusterBlock, option, overflow, plain, section } from '../blocks.ts';
import { slackDate } from '../dates.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { membersValue, memberValue } from '../metadata.ts';
import { mention } from '../mrkdwn.ts';
import { accountWords } from '../texts/accounts.ts';
import { emptyList, filterLabel } from '../texts/filters.ts';
import { lockWords } from '../texts/locks.ts';
import { roleWords, stateWords, statusWords } from '../texts/people.ts';

/** A list of members, each with its menu; or the sentence for an empty one. */
export function memberRows(screen: MembersScreen, limit: number): MusterBlock[] {
  if (screen.rows.length === 0) return [section(emptyList(screen))];
  const shown = screen.rows.slice(0, limit);
  const block = (row: MemberRow) => section(describe(row), menu(row, screen));
  const services = shown.filter(({ exemption }) => exemption?.kind === 'service');
  const people = shown.filter((row) => !services.includes(row));
  const title = services.length === 0 ? [] : [context('*Service accounts*')];
  return [...people.map(block), ...title, ...services.map(block)];
}

function describe(row: MemberRow): string {
  const facts = [
    row.accounts.length === 0 ? null : accountWords(row.accounts),
    statusWords(row.mfaStatus, row.mfaMethod),
    stateWords(row.state),
    row.role === 'member' ? null : roleWords(row.role),
    row.exemption === null ? null : `exempt until ${slackDate(row.exemption.endsAt)}`,
    row.exemption?.sponsor ? `sponsor ${mention(row.exemption.sponsor)}` : null,
    row.lastRemindedAt === null ? null : `reminded ${slackDate(row.lastRemindedAt)}`,
    row.lock === null ? null : lockWords(row.lock),
    row.undeliverable ? 'the last message could not be delivered' : null,
  ];
  return `*${mention(row)}*\n${facts.filter((fact) => fact !== null).join(' · ')}`;
}

/** Only what can be done with this row by who looks. */
function menu(row: MemberRow, { permission, filter }: Pick<MembersScreen, 'permission' | 'filter'>) {
  const { memberId: member, slackUserId, exemption, lock } = row;
  const manages = includes(permission, 'manage');
  const isAccount = slackUserId === null && (filter === 'unmatched' || filter === 'ambiguous');
  const one = (label: string, what: Parameters<typeof memberValue.encode>[0]['do']) =>
    option(label, memberValue.encode({ do: what, member }));
  return overflow(ACTIONS.memberMenu, [
    ...(exemption === null && filter !== 'out_of_scope' ? [one('Send MFA reminder', 'remind')] : []),
    ...(manages && isAccount ? [one('Link to a person', 'link')] : []),
    ...(manages && filter === 'linked' ? [one('Unlink', 'unlink')] : []),
    one('History', 'history'),
    ...(manages && exemption === null ? [one('Exempt…', 'exempt')] : []),
    ...(manages && exemption !== null ? [one('End exemption', 'unexempt')] : []),
    ...(manages && lock?.state === 'locked' ? [one('Unlock, with more time', 'let_in')] : []),
  ]);
}

/** Chooses which members are listed. */
export function filterSelect(
  actionId: string,
  { filter, permission }: Pick<MembersScreen, 'filter' | 'permission'>,
): ActionsBlock[] {
  const filters: readonly MemberFilter[] = includes(permission, 'manage') ? MEMBER_FILTERS : VIEW_FILTERS;
  const choices = filters.map((choice) => option(filterLabel(choice), choice));
  const select: StaticSelect = {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain('Who is listed', 150),
    options: choices,
    ...(filters.includes(filter) && { initial_option: option(filterLabel(filter), filter) }),
  };
  return actions(BLOCKS.filter, [select]);
}

/** *Previous* and *Next*, each only where there is such a page. */
export function memberPages(
  { filter, page, pages }: Pick<MembersScreen, 'filter' | 'page' | 'pages'>,
  ids: { previous: string; next: string },
): ActionsBlock[] {
  const turn = (actionId: string, label: string, to: number) =>
    button({
      actionId,
      label,
      value: membersValue.encode({ filter, page: to }),
      accessibilityLabel: `${label}: page ${to + 1} of ${pages}, ${filterLabel(filter)}`,
    });
  return actions(BLOCKS.pages, [
    ...(page > 0 ? [turn(ids.previous, 'Previous', page - 1)] : []),
    ...(page + 1 < pages ? [turn(ids.next, 'Next', page + 1)] : []),
  ]);
}

/** `Missing (MFA off): 23, page 1 of 3` */
export function listTitle({ filter, total, page, pages }: MembersScreen): string {
  return `${filterLabel(filter)}: ${total}${pages > 1 ? `, page ${page + 1} of ${pages}` : ''}`;
}
