import type { Button } from '@slack/types';
import { allows } from '../../domain/enforcement.ts';
import { includes } from '../../domain/permission.ts';
import type { HomeScreen } from '../../service/screens/screens.ts';
import { actions, button, context, divider, facts, header, type MusterBlock, section } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { disarmButton } from '../messages/arming-buttons.ts';
import { attention } from '../messages/status.ts';
import { people } from '../texts/counts.ts';
import { directoryLines } from '../texts/directories.ts';
import { eventSentence } from '../texts/events.ts';
import { readinessBar, readinessSentence, sparkline, tallyLines, trendSentence } from '../texts/readiness.ts';
import { BLOCK_VOICE } from '../texts/voice.ts';
import { filterSelect, listTitle, memberPages, memberRows } from '../views/member-rows.ts';
import { meaningOf } from '../views/members.ts';

const ROWS_LIMIT = 10;
const EVENTS_LIMIT = 10;

export type HomeAdmin = NonNullable<HomeScreen['admin']>;

/** The part of the Home tab for people with `view`. */
export function adminBlocks(screen: HomeScreen, admin: HomeAdmin): MusterBlock[] {
  return [
    divider(),
    ...readinessBlocks(admin),
    ...actions(BLOCKS.buttons, buttonsOf(screen, admin)),
    ...filterSelect(ACTIONS.homeFilter, admin.members),
    header(listTitle(admin.members)),
    ...meaningOf(admin.members.filter),
    ...memberRows(admin.members, ROWS_LIMIT),
    ...memberPages(admin.members, { previous: ACTIONS.homePrevious, next: ACTIONS.homeNext }),
    divider(),
    ...eventBlocks(admin),
  ];
}

function readinessBlocks({ members, trend, violations, locks, undeliverable, mailEnabled }: HomeAdmin): MusterBlock[] {
  const { tally, directories } = members;
  const direction = trendSentence(trend);
  return [
    header('Readiness'),
    section(`${readinessBar(tally)}\n*${readinessSentence(tally)}*`),
    ...(direction === null ? [] : [section(`${sparkline(trend)}  ${direction}`.trim())]),
    facts(tallyLines(tally)),
    ...attention({ violations, locks, undeliverable, mailEnabled }),
    ...directoryLines(directories).map((line) => context(line)),
  ];
}

/** Only what this person may press, and what would do something now. */
function buttonsOf(screen: HomeScreen, { members, locks }: HomeAdmin): Button[] {
  const { viewer, enforcement } = screen;
  const mayEnforce = includes(viewer.permission, 'enforce');
  // What only waits to turn on is cancelled rather than stopped.
  const mayStop = allows(enforcement, 'stop') && !allows(enforcement, 'disarm');
  const { disabled } = members.tally;
  return [
    ...(mayEnforce && allows(enforcement, 'enforce')
      ? [button({ actionId: ACTIONS.homeEnforce, label: 'Enforce MFA', style: 'primary' })]
      : []),
    ...(mayEnforce && mayStop
      ? [button({ actionId: ACTIONS.homeStop, label: 'Stop enforcing MFA', style: 'danger' })]
      : []),
    ...disarmButton(screen),
    ...(includes(viewer.permission, 'remind') && disabled > 0 ? [remindButton(disabled)] : []),
    ...(locks.locked + locks.waiting + locks.failing > 0
      ? [button({ actionId: ACTIONS.openLocks, label: 'Locked accounts' })]
      : []),
    ...(includes(viewer.permission, 'manage') ? [button({ actionId: ACTIONS.homeSettings, label: 'Settings' })] : []),
  ];
}

function remindButton(disabled: number): Button {
  const accessibilityLabel = `Send MFA reminder to ${people(disabled)}`;
  return button({ actionId: ACTIONS.homeRemind, label: 'Send MFA reminder', accessibilityLabel });
}

function eventBlocks({ recent }: HomeAdmin): MusterBlock[] {
  const lines = recent.slice(0, EVENTS_LIMIT).map((row) => context(eventSentence(row, BLOCK_VOICE)));
  return [
    header('What happened last'),
    ...(lines.length === 0 ? [context('Nothing has happened yet.')] : lines),
    ...actions(BLOCKS.history, [button({ actionId: ACTIONS.homeHistory, label: 'History' })]),
  ];
}
