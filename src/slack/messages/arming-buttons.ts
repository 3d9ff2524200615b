import type { Button } from '@slack/types';
import { allows, standingOf } from '../../domain/enforcement.ts';
import { includes } from '../../domain/permission.ts';
import type { TurningOn } from '../../domain/turning-on.ts';
import type { StatusScreen } from '../../service/screens/screens.ts';
import { button, confirmation } from '../blocks.ts';
import { ACTIONS } from '../ids.ts';

/** While people are missing: it may turn on by itself. */
export function armingButtons(offers: readonly TurningOn['type'][]): Button[] {
  return offers.map((type) =>
    type === 'when_ready'
      ? button({ actionId: ACTIONS.armWhenReady, label: 'Turn on when everyone is ready' })
      : button({ actionId: ACTIONS.armByDate, label: 'Turn on by date' }),
  );
}

/** Takes back that it turns on by itself, for people who may enforce. */
export function disarmButton({ viewer, enforcement }: Pick<StatusScreen, 'viewer' | 'enforcement'>): Button[] {
  if (!includes(viewer.permission, 'enforce') || !allows(enforcement, 'disarm')) return [];
  const armed = standingOf(enforcement) === 'armed';
  return [
    button({
      actionId: ACTIONS.disarm,
      label: armed ? 'Disarm' : 'Cancel the date',
      confirm: confirmation(
        armed ? 'Disarm?' : 'Cancel the date?',
        armed
          ? 'MFA enforcement then stays off when everyone is ready. Owners are told.'
          : 'MFA enforcement then does not turn on at the date. Owners are told, and so is everybody who had a notice.',
        armed ? 'Disarm' : 'Cancel the date',
      ),
    }),
  ];
}
