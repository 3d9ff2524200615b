import type { WebClient } from '@slack/web-api';
import { DeliveryError, type Notifier } from '../../ports.ts';
import { DELIVERY_EVENT } from '../ids.ts';
import { buildHelpChannelGreeting } from '../messages/help-requested.ts';
import { buildMessage } from '../messages/message.ts';
import { platformCode, toDeliveryError } from './delivery-errors.ts';
import type { CallSlack } from './method-limits.ts';

/** Slack's words for a channel that Muster cannot write to. */
const NOT_THERE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
]);

/** What a channel gets: numbers and requests, never names. It takes no right to read there. */
export function createChannelMessages(deps: { client: WebClient; call: CallSlack }): Pick<Notifier, 'post' | 'greet'> {
  const say = deps.client.chat.postMessage.bind(deps.client.chat);
  const options = { unfurl_links: false, unfurl_media: false };
  return {
    post: async (channel, { deliveryId, message }) => {
      try {
        const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } };
        const posted = await deps.call('chat.postMessage', () =>
          say({ channel, metadata, ...options, ...buildMessage(message) }),
        );
        if (posted.ts === undefined) throw new DeliveryError('no_timestamp', { type: 'backoff' });
        return { channel, ts: posted.ts };
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
    greet: async (channel) => {
      try {
        await deps.call('chat.postMessage', () => say({ channel, ...options, ...buildHelpChannelGreeting() }));
        return true;
      } catch (error) {
        if (NOT_THERE.has(platformCode(error) ?? '')) return false;
        throw toDeliveryError(error);
      }
    },
  };
}
