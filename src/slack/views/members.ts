import type { ModalView } from '@slack/types';
import type { MembersScreen } from '../../service/screens/screens.ts';
import { context, header, section } from '../blocks.ts';
import { ACTIONS, SCREENS } from '../ids.ts';
import { membersValue } from '../metadata.ts';
import { directoryLines } from '../texts/directories.ts';
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
      ...filterSelect(ACTIONS.membersFilter, filter),
      header(listTitle(screen)),
      ...memberRows(screen, ROWS_LIMIT),
      ...memberPages(screen, { previous: ACTIONS.membersPrevious, next: ACTIONS.membersNext }),
      ...directoryLines(directories).map((line) => context(line)),
    ],
  });
}
