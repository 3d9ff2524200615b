import type { Outcome } from '../delivery/deliverer.ts';
import type { ShownView } from '../state/view.ts';
import type { World } from '../world.ts';
import { buildInteraction } from './payload.ts';
import { getView, type Where } from './place.ts';

async function tellApp(world: World, shown: ShownView, isCleared: boolean): Promise<Outcome> {
  const payload = {
    ...buildInteraction(world, 'view_closed', shown.owner),
    view: structuredClone(shown.view),
    is_cleared: isCleared,
    response_urls: [],
  };
  return await world.deliverer.send({ kind: 'interaction', what: 'view_closed', payload });
}

/**
 * A person closes a modal: by *Cancel* the one, by the cross (`all`) the whole stack. Returns how many closings were
 * told to the app: views without `notify_on_close` close silently.
 */
export async function closeView(
  world: World,
  user: string,
  where: Exclude<Where, { ts: string }>,
  all: boolean,
): Promise<number> {
  const shown = getView(world, user, where);
  const clears = all || shown.view.clear_on_close;
  const closed = clears ? world.workspace.views.clear(user) : [shown];
  if (!clears) world.workspace.views.close(shown);
  world.changes.emit({ type: 'modal', user });
  const told = closed.filter(({ view }) => view.notify_on_close);
  await Promise.all(told.map((one) => tellApp(world, one, clears)));
  return told.length;
}
