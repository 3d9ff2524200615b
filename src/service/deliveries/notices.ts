import type { Trx } from '../../db/database.ts';
import { insertDeliveries, type NewDelivery } from '../../db/delivery-repository.ts';
import { newId } from '../../db/ids.ts';
import { listOwners } from '../../db/member-list-repository.ts';
import type { Member } from '../../db/member-repository.ts';
import { insertNotice } from '../../db/notice-repository.ts';
import type { NoticeId, OrganizationId, ReminderId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/message.ts';
import type { NoticePayload } from './notice-payload.ts';

/** How people are told. Email only where it is set up and the person has an address. */
export interface Reach {
  mailEnabled: boolean;
  now: Date;
}

type Recipient = Pick<Member, 'id' | 'slackUserId' | 'email'>;
export type Subject = { reminderId: ReminderId } | { noticeId: NoticeId };

/** The deliveries of one message to one person: a direct message, and an email where that is possible. */
export function planDeliveries(
  recipient: Recipient,
  subject: Subject,
  reach: Reach,
  channels: readonly Channel[] = ['slack', 'email'],
  toChannel: string | null = null,
): NewDelivery[] {
  const possible = channels.filter((channel) =>
    channel === 'email' ? reach.mailEnabled && recipient.email !== null : recipient.slackUserId !== null,
  );
  return possible.map((channel) => ({
    id: newId('delivery'),
    memberId: recipient.id,
    reminderId: 'reminderId' in subject ? subject.reminderId : null,
    noticeId: 'noticeId' in subject ? subject.noticeId : null,
    channel,
    toChannel,
    dueAt: reach.now,
    createdAt: reach.now,
    slackRef: null,
  }));
}

/** Writes the notice and its deliveries, to be sent once the transaction is committed and the queue is woken. */
export async function planNotice(
  trx: Trx,
  organizationId: OrganizationId,
  notice: {
    payload: NoticePayload;
    text?: string | null;
    recipients: readonly Recipient[];
    channels?: readonly Channel[];
    /** A channel of Slack that it goes to instead, on behalf of the recipient. */
    toChannel?: string | null;
  },
  reach: Reach,
): Promise<NoticeId> {
  const noticeId = newId('notice');
  await insertNotice(trx, organizationId, {
    id: noticeId,
    kind: notice.payload.kind,
    payload: JSON.stringify(notice.payload),
    text: notice.text ?? null,
    createdAt: reach.now,
  });
  const deliveries = notice.recipients.flatMap((to) =>
    planDeliveries(to, { noticeId }, reach, notice.channels, notice.toChannel),
  );
  await insertDeliveries(trx, organizationId, deliveries);
  return noticeId;
}

/** The same to every owner. */
export async function planOwnersNotice(
  trx: Trx,
  organizationId: OrganizationId,
  notice: { payload: NoticePayload; text?: string | null; channels?: readonly Channel[] },
  reach: Reach,
): Promise<void> {
  await planNotice(
    trx,
    organizationId,
    { ...notice, recipients: await listOwners(trx, organizationId, reach.now) },
    reach,
  );
}
