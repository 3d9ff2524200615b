import type { ActionsBlock, ModalView } from '@slack/types';
import type { HistoryScreen } from '../../service/screens/screens.ts';
import { actions, button, type MusterBlock, section } from '../blocks.ts';
import { ACTIONS, BLOCKS, SCREENS } from '../ids.ts';
import { historyValue } from '../metadata.ts';
import { mention } from '../mrkdwn.ts';
import { eventSentence } from '../texts/events.ts';
import { BLOCK_VOICE } from '../texts/voice.ts';
import { modal } from './modal.ts';

const ROWS_LIMIT = 50;

/** The modal of `/mfa history`, newest first. */
export function buildHistory(screen: HistoryScreen): ModalView {
  return modal({
    title: 'History',
    callbackId: SCREENS.history,
    metadata: pageValue(screen, screen.page),
    blocks: [section(titleOf(screen)), ...rows(screen), ...pages(screen)],
  });
}

function titleOf({ subject, page }: HistoryScreen): string {
  const of = subject === null ? 'What happened, newest first' : `What happened with ${mention(subject)}, newest first`;
  return page === 0 ? `*${of}*` : `*${of}* (page ${page + 1})`;
}

function rows(screen: HistoryScreen): MusterBlock[] {
  if (screen.rows.length === 0) return [section('Nothing has happened yet.')];
  return screen.rows.slice(0, ROWS_LIMIT).map((row) => section(eventSentence(row, BLOCK_VOICE)));
}

function pages(screen: HistoryScreen): ActionsBlock[] {
  const { page, hasMore } = screen;
  const turn = (actionId: string, label: string, to: number, accessibilityLabel: string) =>
    button({ actionId, label, value: pageValue(screen, to), accessibilityLabel });
  return actions(BLOCKS.pages, [
    ...(page > 0 ? [turn(ACTIONS.historyPrevious, 'Newer', page - 1, 'Newer events')] : []),
    ...(hasMore ? [turn(ACTIONS.historyNext, 'Older', page + 1, 'Older events')] : []),
  ]);
}

function pageValue({ subject }: HistoryScreen, page: number): string {
  return historyValue.encode({ page, memberId: subject?.memberId ?? null });
}
