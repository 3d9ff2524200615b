import { useMemo, useState } from 'react';
import type { ElementPlace } from '../../protocol/action.ts';
import type { StateValues } from '../../protocol/view.ts';
import type { Surface } from '../block-kit/surface.ts';
import type { Session } from './session.ts';

/** The state of the elements in one message. `version` is another one after an edit: it begins anew. */
export function useMessageSurface(act: Session['act'], place: ElementPlace, version: string): Surface {
  const [held, setHeld] = useState<{ version: string; values: StateValues }>({ version, values: {} });
  const [busy, setBusy] = useState(false);
  const values = held.version === version ? held.values : NO_VALUES;
  return useMemo(
    () => ({
      values,
      errors: {},
      busy,
      setValue: (blockId, actionId, value) =>
        setHeld({ version, values: { ...values, [blockId]: { ...values[blockId], [actionId]: value } } }),
      use(blockId, actionId, chosen) {
        setBusy(true);
        void act({ type: 'use', place, blockId, actionId, chosen, values }).then(() => setBusy(false));
      },
    }),
    [act, place, version, values, busy],
  );
}

const NO_VALUES: StateValues = {};
