import type { HomeView } from '@slack/types';
import type { HomeScreen, MembersScreen } from '../../service/screens.ts';
import { actions, button, header, type MusterBlock, section } from '../blocks.ts';
import { ACTIONS, BLOCKS, SCREENS } from '../ids.ts';
import { setupButtons } from '../messages/reminder.ts';
import { membersValue } from '../metadata.ts';
import { enforcementMeaning, enforcementSentence } from '../texts/enforcement.ts';
import { ownStatus } from '../texts/own-status.ts';
import { adminBlocks } from './admin.ts';

const BLOCKS_LIMIT = 100;

/** The Home tab: for everybody how they stand; for people with `view` also how the organization stands. */
export function buildHome(screen: HomeScreen): HomeView {
  const { admin } = screen;
  const blocks = [...stateBlocks(screen), ...ownBlocks(screen), ...(admin === null ? [] : adminBlocks(screen, admin))];
  return {
    type: 'home',
    callback_id: SCREENS.home,
    ...(admin === null ? {} : { private_metadata: listState(admin.members) }),
    blocks: blocks.slice(0, BLOCKS_LIMIT),
  };
}

/** Which list was open: it is the same after something was done from it. */
function listState({ filter, page }: MembersScreen): string {
  return membersValue.encode({ filter, page });
}

function stateBlocks({ enforcement }: HomeScreen): MusterBlock[] {
  return [section(`*${enforcementSentence(enforcement, 'slack')}* ${enforcementMeaning(enforcement)}`)];
}

function ownBlocks({ viewer }: HomeScreen): MusterBlock[] {
  const setup = viewer.mfaStatus === 'enabled' ? [] : setupButtons(viewer.guides);
  const check = button({ actionId: ACTIONS.checkAgain, label: 'Check me again' });
  return [
    header('You'),
    section(ownStatus(viewer)),
    ...howTo(setup.length),
    ...actions(BLOCKS.reminder, [...setup, check]),
  ];
}

function howTo(setupButtonCount: number): MusterBlock[] {
  if (setupButtonCount === 0) return [];
  return [section('Have your phone at hand and press *Turn on MFA*. When it is on, press *Check me again*.')];
}
