import type { WebClient } from '@slack/web-api';
import type { Logger } from '../log.ts';
import type { Notifier } from '../ports.ts';
import { createChannelMessages } from './notifying/channel-messages.ts';
import { createDirectMessages } from './notifying/direct-messages.ts';
import { createMethodLimits } from './notifying/method-limits.ts';
import { createModalUpdates } from './notifying/modal-updates.ts';

/** How Muster speaks in one workspace. Make the client with `createSlackClient`: it neither retries nor waits. */
export function createNotifier({
  client,
  log,
  machineNow = Date.now,
}: {
  client: WebClient;
  log: Logger;
  machineNow?: () => number;
}): Notifier {
  const call = createMethodLimits(machineNow);
  return {
    ...createDirectMessages({ client, call, log }),
    ...createChannelMessages({ client, call }),
    ...createModalUpdates({ client, call, log, machineNow }),
  };
}
