import { setTimeout as sleep } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from '../../log.ts';
import type { DeliveryError, Notifier } from '../../ports.ts';
import { CLOSED_VIEW } from '../updating.ts';
import { buildEnforceProgress } from '../views/enforce-progress.ts';
import { buildRound } from '../views/round.ts';
import { platformCode, toDeliveryError } from './delivery-errors.ts';
import type { CallSlack } from './method-limits.ts';

const PROGRESS_INTERVAL_MS = 1000;
/** A last view is worth waiting this long for; the same is also sent as a direct message. */
const LAST_VIEW_WAIT_MS = 10_000;
/** How many open modals are remembered at most. */
const VIEWS_REMEMBERED = 1000;

interface ModalDeps {
  client: WebClient;
  call: CallSlack;
  log: Logger;
  machineNow: () => number;
}

/** Progress and results inside of an open modal. They never fail: what matters comes as a direct message too. */
export function createModalUpdates(deps: ModalDeps): Pick<Notifier, 'showEnforce' | 'showRound'> {
  const update = createThrottledUpdate(deps);
  return {
    showEnforce: (viewId, requestId, progress) =>
      update(viewId, buildEnforceProgress(requestId, progress), progress.type !== 'reading'),
    showRound: (viewId, _roundId, progress) => update(viewId, buildRound(progress), progress.type !== 'sending'),
  };
}

function createThrottledUpdate({ client, call, log, machineNow }: ModalDeps) {
  const updatedAt = new Map<string, number>();

  const tryUpdate = async (viewId: string, view: ModalView): Promise<DeliveryError | null> => {
    try {
      await call('views.update', () => client.views.update({ view_id: viewId, view }));
      return null;
    } catch (error) {
      return CLOSED_VIEW.has(platformCode(error) ?? '') ? null : toDeliveryError(error);
    }
  };

  return async (viewId: string, view: ModalView, last: boolean): Promise<void> => {
    if (!last && machineNow() - (updatedAt.get(viewId) ?? 0) < PROGRESS_INTERVAL_MS) return;
    if (updatedAt.size >= VIEWS_REMEMBERED) updatedAt.clear();
    if (last) updatedAt.delete(viewId);
    else updatedAt.set(viewId, machineNow());
    let failure = await tryUpdate(viewId, view);
    if (last && failure?.retry.type === 'after' && failure.retry.delayMs <= LAST_VIEW_WAIT_MS) {
      await sleep(failure.retry.delayMs);
      failure = await tryUpdate(viewId, view);
    }
    if (failure !== null) log.warn({ err: failure, viewId }, 'an open modal could not be updated');
  };
}
