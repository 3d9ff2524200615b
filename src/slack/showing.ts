import type { ModalView } from '@slack/types';
import type { SlackMessage } from './blocks.ts';
import type { ActionCall } from './calls.ts';
import { settledWithin } from './early.ts';
import { PoliteError } from './errors.ts';
import { say } from './messages/compose.ts';
import { respondPrivately } from './respond.ts';
import { updateIfOpen } from './updating.ts';
import { information } from './views/modal.ts';

/** A person waits no longer than this for a sign; the trigger that opens a modal lives for three seconds. */
const SIGN_WITHIN_MS = 1200;

/** Opens a modal: on top of the one that was pressed in, or anew. Returns its id. */
export async function openModal({ client, triggerId, view }: ActionCall, modal: ModalView): Promise<string> {
  const target = { trigger_id: triggerId, view: modal };
  const opened = view?.type === 'modal' ? await client.views.push(target) : await client.views.open(target);
  return opened.view?.id ?? '';
}

/** Replaces the modal that was pressed in; outside of one, opens it. */
export async function replaceModal(call: ActionCall, modal: ModalView): Promise<string> {
  const { view } = call;
  if (view?.type !== 'modal') return await openModal(call, modal);
  await updateIfOpen(call, view.id, modal);
  return view.id;
}

/**
 * Answers a press so that only the person who pressed sees it: in a message as an ephemeral answer, else in a modal.
 * `waiting` is said when the answer takes longer than a moment.
 */
export async function showPrivately(
  call: ActionCall,
  { title, waiting }: { title: string; waiting: string },
  work: Promise<SlackMessage>,
): Promise<void> {
  const early = await settledWithin(work, SIGN_WITHIN_MS);
  if (call.responseUrl !== null && call.view === null) {
    const where = { responseUrl: call.responseUrl, log: call.log, replace: false };
    if (early.type === 'late') await respondPrivately(where, say(waiting));
    await respondPrivately(where, early.type === 'settled' ? early.value : await work);
    return;
  }
  if (early.type === 'settled') {
    await openModal(call, information(title, early.value));
    return;
  }
  const viewId = await openModal(call, information(title, waiting));
  await updateIfOpen(call, viewId, information(title, await work));
}

/** What travelled with a button or a modal; a clear answer when it is not what Muster sent. */
export function decoded<T>(value: T | null): T {
  if (value !== null) return value;
  throw new PoliteError(
    'This window or button is from an older version of Muster, or was changed on the way. Nothing was done. Please open it again.',
  );
}
