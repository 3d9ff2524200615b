import type { WebClient } from '@slack/web-api';
import { validate, version } from 'uuid';
import { z } from 'zod';
import type { DeliveryId } from '../../domain/ids.ts';
import type { SlackMessageRef } from '../../domain/message.ts';
import { DELIVERY_EVENT } from '../ids.ts';
import type { CallSlack } from './method-limits.ts';

const PAGES_LIMIT = 5;
const PAGE_SIZE = 100;
/** Slack's clock and ours differ a little. */
const CLOCK_MARGIN_SECONDS = 300;

const metadataSchema = z.object({
  event_type: z.literal(DELIVERY_EVENT),
  event_payload: z.object({ delivery_id: z.string() }),
});

/** Looks in a conversation for the message of a delivery: an earlier attempt may have arrived without our knowing. */
export async function findEarlierMessage(
  { client, call }: { client: WebClient; call: CallSlack },
  channel: string,
  deliveryId: DeliveryId,
): Promise<SlackMessageRef | null> {
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const next: { cursor?: string } = cursor === undefined ? {} : { cursor };
    const history = await call('conversations.history', () =>
      client.conversations.history({
        channel,
        limit: PAGE_SIZE,
        include_all_metadata: true,
        oldest: String(oldestOf(deliveryId)),
        ...next,
      }),
    );
    const found = history.messages?.find((message) => deliveryOf(message.metadata) === deliveryId);
    if (found?.ts !== undefined) return { channel, ts: found.ts };
    cursor = history.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  return null;
}

function deliveryOf(metadata: unknown): string | null {
  return metadataSchema.safeParse(metadata).data?.event_payload.delivery_id ?? null;
}

/** The id of a delivery is a UUIDv7, so it says when the delivery was planned: no message of it is older. */
function oldestOf(deliveryId: DeliveryId): number {
  const uuid = deliveryId.slice(deliveryId.indexOf('_') + 1);
  if (!validate(uuid) || version(uuid) !== 7) return 0;
  const plannedAtMs = Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
  return Math.max(0, Math.floor(plannedAtMs / 1000) - CLOCK_MARGIN_SECONDS);
}
