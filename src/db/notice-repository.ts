import type { NoticeId, OrganizationId } from '../domain/ids.ts';
import type { NoticeKind } from '../domain/message.ts';
import type { Db } from './database.ts';
import { assertFound } from './missing-row-error.ts';
import { fromInstant, toInstant } from './values.ts';

export interface Notice {
  id: NoticeId;
  kind: NoticeKind;
  /** JSON of ids and numbers; whoever builds the message parses it with its schema. */
  payload: string;
  /** Free text of a person, apart because it can be erased. */
  text: string | null;
  createdAt: Date;
}

export async function insertNotice(db: Db, organizationId: OrganizationId, notice: Notice): Promise<void> {
  const { createdAt, ...columns } = notice;
  await db
    .insertInto('notices')
    .values({ ...columns, organization_id: organizationId, created_at: toInstant(createdAt) })
    .execute();
}

export async function findNotice(db: Db, organizationId: OrganizationId, id: NoticeId): Promise<Notice | null> {
  const row = await db
    .selectFrom('notices')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { id: row.id, kind: row.kind, payload: row.payload, text: row.text, createdAt: fromInstant(row.created_at) };
}

export async function getNotice(db: Db, organizationId: OrganizationId, id: NoticeId): Promise<Notice> {
  return assertFound(await findNotice(db, organizationId, id), 'notice', id);
}
