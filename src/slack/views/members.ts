import type { ModalView } from '@slack/types';
import type { MemberFilter, MembersScreen } from '../../service/screens/screens.ts';
import { context, header, type MusterBlock, section } from '../blocks.ts';
import { ACTIONS, SCREENS } from '../ids.ts';
import { membersValue } from '../metadata.ts';
import { directoryLines } from '../texts/directories.ts';
import { filterMeaning } from '../texts/filters.ts';
import { readinessSentence } from '../texts/readiness.ts';
import { filterSelect, listTitle, memberPages, memberRows } from './member-rows.ts';
import { modal } from './modal.ts';

const ROWS_LIMIT = 50;

/** The modal of `/mfa members`: one page of a list. */
export function buildMembers(screen: MembersScreen): ModalView {
  const { filter, page, tally, directories } = screen;
  return modal({
    title: 'Members and MFA',
    callbackId: SCREENS.members,
    metadata: membersValue.encode({ filter, page }),
    blocks: [
      section(readinessSentence(tally)),
      ...filterSelect(ACTIONS.membersFilter, screen),
      header(listTitle(screen)),
      ...meaningOf(filter),
      ...memberRows(screen, ROWS_LIMIT),
      ...memberPages(screen, { previous: ACTIONS.membersPrevious, next: ACTIONS.membersNext }),
      ...directoryLines(directories).map((line) => context(line)),
    ],
  });
}

/** What this list is for, where its name does not say it. */
export function meaningOf(filter: MemberFilter): MusterBlock[] {
  const meaning = filterMeaning(filter);
  return meaning === null ? [] : [context(meaning)];
}
