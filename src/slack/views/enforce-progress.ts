import type { ModalView } from '@slack/types';
import type { EnforceRequestId } from '../../domain/ids.ts';
import type { EnforceProgress } from '../../ports.ts';
import { actions, button, section } from '../blocks.ts';
import { ACTIONS, BLOCKS, SCREENS } from '../ids.ts';
import { buildEnforceResult } from '../messages/enforce-result.ts';
import { requestValue } from '../metadata.ts';
import { people } from '../texts/counts.ts';
import { information, modal } from './modal.ts';

const TITLE = 'Enforce MFA';

/** What the modal of a request to enforce shows while it waits, and at the end. */
export function buildEnforceProgress(requestId: EnforceRequestId, progress: EnforceProgress): ModalView {
  switch (progress.type) {
    case 'reading':
      return reading(requestId, progress.peopleRead);
    case 'decided': {
      const { blocks } = buildEnforceResult(progress.outcome, null);
      return modal({ title: TITLE, blocks, callbackId: SCREENS.enforceResult });
    }
    case 'cancelled':
      return information(TITLE, 'You cancelled it. Nothing was changed.');
  }
}

function reading(requestId: EnforceRequestId, peopleRead: number): ModalView {
  const read = peopleRead === 0 ? '' : ` ${people(peopleRead)} read so far.`;
  return modal({
    title: TITLE,
    callbackId: SCREENS.enforceProgress,
    metadata: requestValue.encode({ requestId }),
    blocks: [
      section(`*Muster is taking a fresh reading.*${read}`),
      section('You can close this window: the result also comes to you as a direct message.'),
      ...actions(BLOCKS.buttons, [
        button({
          actionId: ACTIONS.cancelEnforce,
          label: 'Cancel the request',
          value: requestValue.encode({ requestId }),
        }),
      ]),
    ],
  });
}
