import type { WebClient } from '@slack/web-api';
import type { DeliveryId, SlackUserId } from '../../domain/ids.ts';
import type { SlackMessageRef } from '../../domain/message.ts';
import type { Logger } from '../../log.ts';
import { DeliveryError, type Notifier } from '../../ports.ts';
import type { SlackMessage } from '../blocks.ts';
import { DELIVERY_EVENT } from '../ids.ts';
import { buildMessage } from '../messages/message.ts';
import { isBlocksRefused, isMessageGone, platformCode, toDeliveryError } from './delivery-errors.ts';
import { findEarlierMessage } from './earlier-message.ts';
import type { CallSlack } from './method-limits.ts';

interface DirectMessageDeps {
  client: WebClient;
  call: CallSlack;
  log: Logger;
}

/** Direct messages: each carries its delivery id, so that it arrives once however often it is tried. */
export function createDirectMessages(deps: DirectMessageDeps): Pick<Notifier, 'send' | 'edit'> {
  return {
    send: async (to, { deliveryId, message }, { firstAttempt }) => {
      try {
        const channel = to.channel ?? (await openConversation(deps, to.slackUserId));
        return await sendTo(deps, channel, { deliveryId, message: buildMessage(message), firstAttempt });
      } catch (error) {
        if (to.channel === null || platformCode(error) !== 'channel_not_found') throw toDeliveryError(error);
        return await sendToNewChannel(deps, to.slackUserId, {
          deliveryId,
          message: buildMessage(message),
          firstAttempt,
        });
      }
    },
    edit: async (at, { message }) => {
      try {
        await withTextAlone(deps, buildMessage(message), (content) =>
          deps.call('chat.update', () => deps.client.chat.update({ ...at, ...content })),
        );
      } catch (error) {
        if (!isMessageGone(error)) throw toDeliveryError(error);
      }
    },
  };
}

interface Sending {
  deliveryId: DeliveryId;
  message: SlackMessage;
  firstAttempt: boolean;
}

/** A conversation that is kept but gone, for example after the app was installed again, is opened anew. */
async function sendToNewChannel(
  deps: DirectMessageDeps,
  user: SlackUserId,
  sending: Sending,
): Promise<SlackMessageRef> {
  try {
    return await sendTo(deps, await openConversation(deps, user), sending);
  } catch (error) {
    throw toDeliveryError(error);
  }
}

async function openConversation({ client, call }: DirectMessageDeps, user: SlackUserId): Promise<string> {
  const { channel } = await call('conversations.open', () => client.conversations.open({ users: user }));
  if (channel?.id === undefined) throw new DeliveryError('no_conversation', { type: 'backoff' });
  return channel.id;
}

async function sendTo(deps: DirectMessageDeps, channel: string, sending: Sending): Promise<SlackMessageRef> {
  const { deliveryId, message, firstAttempt } = sending;
  const earlier = firstAttempt ? null : await findEarlierMessage(deps, channel, deliveryId);
  return earlier ?? (await post(deps, channel, deliveryId, message));
}

async function post(deps: DirectMessageDeps, channel: string, deliveryId: DeliveryId, message: SlackMessage) {
  const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } };
  const options = { channel, metadata, unfurl_links: false, unfurl_media: false };
  const posted = await withTextAlone(deps, message, (content) =>
    deps.call('chat.postMessage', () => deps.client.chat.postMessage({ ...options, ...content })),
  );
  if (posted.ts === undefined) throw new DeliveryError('no_timestamp', { type: 'backoff' });
  return { channel: posted.channel ?? channel, ts: posted.ts };
}

/** When Slack refuses the blocks, that is our bug; the text is a full sentence and arrives without them. */
async function withTextAlone<T>(
  { log }: DirectMessageDeps,
  message: SlackMessage,
  send: (content: SlackMessage) => Promise<T>,
): Promise<T> {
  try {
    return await send(message);
  } catch (error) {
    if (!isBlocksRefused(error)) throw error;
    log.error({ err: error }, 'Slack refused the blocks of a message; only its text was sent');
    return await send({ text: message.text, blocks: [] });
  }
}
