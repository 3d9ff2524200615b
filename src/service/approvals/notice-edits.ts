import { newId } from '../../db/ids.ts';
import type { MemberId, NoticeId } from '../../domain/ids.ts';
import type { SlackMessageRef } from '../../domain/message.ts';

/** The edit of a notice that arrived: a delivery of its own. */
export function buildNoticeEdit(noticeId: NoticeId, memberId: MemberId, slackRef: SlackMessageRef, now: Date) {
  const id = newId('delivery');
  const edit = { id, memberId, reminderId: null, noticeId, channel: 'slack_edit', slackRef } as const;
  return { ...edit, dueAt: now, createdAt: now };
}
