import type { Selectable } from 'kysely';
import type { DeliveryId, MemberId, NoticeId, OrganizationId, ReminderId } from '../domain/ids.ts';
import type { Channel, SlackMessageRef } from '../domain/message.ts';
import type { DeliveryState, DeliveryTable } from './schema.ts';
import { fromInstant, fromInstantOrNull } from './values.ts';

/** Exactly one of `reminderId` and `noticeId` is set. */
export interface NewDelivery {
  id: DeliveryId;
  memberId: MemberId;
  reminderId: ReminderId | null;
  noticeId: NoticeId | null;
  channel: Channel;
  /** The channel of Slack that it goes to on the member's behalf; absent or `null` is to the member. */
  toChannel?: string | null;
  dueAt: Date;
  createdAt: Date;
  /** What a `slack_edit` edits; where a direct message arrived, once it is sent. */
  slackRef: SlackMessageRef | null;
}

export interface Delivery extends NewDelivery {
  organizationId: OrganizationId;
  toChannel: string | null;
  state: DeliveryState;
  retryAt: Date | null;
  attempt: number;
  /** How many attempts failed for a reason of their own; a rate limit is none. */
  failures: number;
  lastError: string | null;
  sentAt: Date | null;
}

function toSlackRef({ slack_channel, slack_ts }: Selectable<DeliveryTable>): SlackMessageRef | null {
  return slack_channel === null || slack_ts === null ? null : { channel: slack_channel, ts: slack_ts };
}

export function toDelivery(row: Selectable<DeliveryTable>): Delivery {
  return {
    id: row.id,
    organizationId: row.organization_id,
    memberId: row.member_id,
    reminderId: row.reminder_id,
    noticeId: row.notice_id,
    channel: row.channel,
    toChannel: row.to_channel,
    state: row.state,
    dueAt: fromInstant(row.due_at),
    retryAt: fromInstantOrNull(row.retry_at),
    attempt: row.attempt,
    failures: row.failures,
    lastError: row.last_error,
    sentAt: fromInstantOrNull(row.sent_at),
    slackRef: toSlackRef(row),
    createdAt: fromInstant(row.created_at),
  };
}
