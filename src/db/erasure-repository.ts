/** Takes out of every row what says who somebody is. The rows stay, because the audit trail names their ids. */
import { sql } from 'kysely';
import type { MemberId, OrganizationId } from '../domain/ids.ts';
import type { Trx } from './database.ts';
import type { Slice } from './retention-repository.ts';
import { toInstant } from './values.ts';

/** Those who left before that moment and are still known by name or address. */
export async function listForgettable(trx: Trx, organizationId: OrganizationId, slice: Slice): Promise<MemberId[]> {
  const rows = await trx
    .selectFrom('members')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'deactivated')
    .where('updated_at', '<', toInstant(slice.before))
    .where((where) => where.or([where('name', '<>', ''), where('email', 'is not', null)]))
    .limit(slice.limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Names, addresses, accounts and free text of one member who left. What is due to them is not sent any more. */
export async function eraseMember(trx: Trx, organizationId: OrganizationId, id: MemberId, now: Date): Promise<void> {
  const member = await trx
    .selectFrom('members')
    .select(['email'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('members')
    .set({
      ...{ name: '', sort_name: '', email: null, slack_user_id: null, time_zone: null, dm_channel_id: null },
      ...{ mfa_status: null, mfa_method: null, away_until: null, updated_at: toInstant(now) },
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
  await trx
    .deleteFrom('account_links')
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', id)
    .execute();
  await trx.deleteFrom('accounts').where('organization_id', '=', organizationId).where('member_id', '=', id).execute();
  await trx
    .updateTable('deliveries')
    .set({ last_error: null, slack_channel: null, slack_ts: null })
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', id)
    .execute();
  await trx
    .updateTable('deliveries')
    .set({ state: 'cancelled' })
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', id)
    .where('state', '=', 'due')
    .execute();
  await trx
    .updateTable('exemptions')
    .set({ reason: '' })
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', id)
    .execute();
  await trx
    .updateTable('approvals')
    .set({ reason: null })
    .where('organization_id', '=', organizationId)
    .where((where) => where.or([where('requested_by', '=', id), where('act', 'like', `%${id}%`)]))
    .execute();
  await trx
    .updateTable('notices')
    .set({ text: null })
    .where('organization_id', '=', organizationId)
    .where('text', 'is not', null)
    .where('payload', 'like', `%${id}%`)
    .execute();
  await eraseInvitations(trx, organizationId, id, member.email);
}

async function eraseInvitations(
  trx: Trx,
  organizationId: OrganizationId,
  id: MemberId,
  email: string | null,
): Promise<void> {
  await trx
    .deleteFrom('invitations')
    .where('organization_id', '=', organizationId)
    .where((where) =>
      where.or([where('accepted_by', '=', id), ...(email === null ? [] : [where(sql`lower(email)`, '=', email)])]),
    )
    .execute();
}
