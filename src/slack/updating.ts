import type { ModalView } from '@slack/types';
import type { Tools } from './calls.ts';
import { platformCode } from './notifying/delivery-errors.ts';

/** Answers that mean that the person closed the modal. */
export const CLOSED_VIEW: ReadonlySet<string> = new Set(['not_found', 'view_not_found']);

/**
 * Puts the answer into the modal that waits for it. It was closed meanwhile? What was done is done all the same, and
 * an apology would be untrue.
 */
export async function updateIfOpen({ client, log }: Tools, viewId: string, view: ModalView): Promise<void> {
  try {
    await client.views.update({ view_id: viewId, view });
  } catch (error) {
    if (!CLOSED_VIEW.has(platformCode(error) ?? '')) throw error;
    log.info({ viewId }, 'a modal was closed before its answer came');
  }
}
