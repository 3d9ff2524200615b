import type { HomeView } from '@slack/types';
import type { MfaStatus } from '../../domain/mfa.ts';
import type { HomeScreen, MembersScreen } from '../../service/screens/screens.ts';
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
  const hint = setup.length === 0 ? [] : howTo(viewer.mfaStatus);
  return [header('You'), section(ownStatus(viewer)), ...hint, ...actions(BLOCKS.reminder, [...setup, check])];
}

/** Who is unknown may well have it: nobody is told to do what they have done. */
function howTo(status: MfaStatus | null): MusterBlock[] {
  if (status === 'unknown') return [section('If you have no MFA yet, *Turn on MFA* opens the right page.')];
  return [section('Have your phone at hand and press *Turn on MFA*. When it is on, press *Check me again*.')];
}
