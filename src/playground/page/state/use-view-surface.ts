import { useState } from 'react';
import type { Chosen } from '../../protocol/action.ts';
import type { ShownView, StateValues } from '../../protocol/view.ts';
import type { Surface } from '../block-kit/surface.ts';
import { mergeValues } from './merge-values.ts';
import { useSession } from './session.ts';

function withValue(values: StateValues, blockId: string, actionId: string, value: Chosen): StateValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

/** The state of a modal or a Home tab while a person fills it in. */
export function useViewSurface(view: ShownView): Surface & { submit(): Promise<void> } {
  const { act } = useSession();
  const [typed, setTyped] = useState<StateValues>({});
  const [answered, setAnswered] = useState<{ errors: string; blocks: readonly string[] }>({ errors: '', blocks: [] });
  const [busy, setBusy] = useState(false);
  const values = mergeValues(view.values, typed);
  const told = JSON.stringify(view.errors);
  // An error is about what was typed then: it goes as soon as the field changes.
  const fixed = answered.errors === told ? answered.blocks : [];
  const errors = Object.fromEntries(Object.entries(view.errors).filter(([blockId]) => !fixed.includes(blockId)));

  async function whileBusy(work: () => Promise<unknown>) {
    setBusy(true);
    await work();
    setBusy(false);
  }

  return {
    values,
    errors,
    busy,
    setValue(blockId, actionId, value) {
      setTyped((before) => withValue(before, blockId, actionId, value));
      setAnswered({ errors: told, blocks: [...fixed, blockId] });
    },
    use(blockId, actionId, chosen) {
      const place = { type: 'view', viewId: view.id } as const;
      const now = values[blockId]?.[actionId] === undefined ? values : withValue(values, blockId, actionId, chosen);
      void whileBusy(() => act({ type: 'use', place, blockId, actionId, chosen, values: now }));
    },
    submit: () =>
      whileBusy(async () => {
        setAnswered({ errors: '', blocks: [] });
        await act({ type: 'submit', viewId: view.id, values });
      }),
  };
}
