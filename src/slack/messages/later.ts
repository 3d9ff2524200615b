import { SNOOZES, type Snooze } from '../../domain/snooze.ts';
import type { Snoozed, SnoozeScreen } from '../../service/campaigns/snoozing.ts';
import { actions, button, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { compose } from './compose.ts';

/** An `action_id` is unique in its row. */
const SNOOZE_ACTIONS = {
  hour: { actionId: ACTIONS.snoozeHour, label: 'In 1 hour' },
  tomorrow: { actionId: ACTIONS.snoozeTomorrow, label: 'Tomorrow morning' },
  next_week: { actionId: ACTIONS.snoozeNextWeek, label: 'Next week' },
} as const satisfies Record<Snooze, { actionId: string; label: string }>;

/** To who pressed *Remind me later*: when it may come back. */
export function buildLater({ choices, left, deadline }: SnoozeScreen): SlackMessage {
  return compose(
    (voice) => [`When shall Muster remind you again? ${leftSentence(left)} Your time ends ${voice.when(deadline)}.`],
    actions(
      BLOCKS.buttons,
      SNOOZES.filter((snooze) => choices.some((choice) => choice.snooze === snooze)).map((snooze) =>
        button({ ...SNOOZE_ACTIONS[snooze], value: snooze }),
      ),
    ),
  );
}

/** The last one says that it is the last. */
function leftSentence(left: number): string {
  return left === 1 ? 'You can put it off this one last time.' : `You can put it off ${left} times.`;
}

/** It was put off. */
export function buildSnoozed({ until, left }: Snoozed): SlackMessage {
  const rest =
    left === 0
      ? 'That was the last time that you can put it off.'
      : `You can put it off ${left === 1 ? 'once' : `${left} times`} more.`;
  return compose((voice) => [`Muster reminds you again ${voice.when(until)}. ${rest}`]);
}
