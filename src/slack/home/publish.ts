import type { HomeView } from '@slack/types';
import { RefusedError } from '../../errors.ts';
import type { Caller } from '../../service/caller.ts';
import { section } from '../blocks.ts';
import type { Tools } from '../calls.ts';
import { SCREENS } from '../ids.ts';
import type { ViewBody } from '../interaction.ts';
import { buildRefusal } from '../messages/answers.ts';
import { membersValue } from '../metadata.ts';
import { buildHome } from './home.ts';

type List = NonNullable<Parameters<Tools['services']['home']['open']>[1]>;

/** Writes somebody's Home tab anew. */
export async function publishHome({ services, client }: Tools, caller: Caller, list: List = {}): Promise<void> {
  const view = await homeOf(services, caller, list);
  await client.views.publish({ user_id: caller.slackUserId, view });
}

/** The Home tab has no other place for a refusal than itself. */
async function homeOf(services: Tools['services'], caller: Caller, list: List): Promise<HomeView> {
  try {
    return buildHome(await services.home.open(caller, list));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const [block = section('Muster does not know you yet.')] = buildRefusal(error.refusal).blocks;
    return { type: 'home', callback_id: SCREENS.home, blocks: [block] };
  }
}

/** After something was done from the Home tab: the same list, as it is now. */
export async function refreshHome(tools: Tools, caller: Caller, view: ViewBody | null): Promise<void> {
  if (view?.type === 'home') await publishHome(tools, caller, membersValue.decode(view.private_metadata) ?? {});
}
