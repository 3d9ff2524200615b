import { sql } from 'kysely';
import type { Audience, Campaign } from '../domain/campaign.ts';
import type { CampaignId, MemberId, OrganizationId } from '../domain/ids.ts';
import { inBatches } from './batches.ts';
import type { Trx } from './database.ts';
import { toFlag } from './values.ts';

/** Who is named: chosen or in the user group, and excepted. Somebody who is both is excepted. */
export interface NamedPeople {
  included: readonly MemberId[];
  excepted: readonly MemberId[];
}

/** Writes down who is in the audience by name, in place of what was. */
export async function replacePeople(
  trx: Trx,
  organizationId: OrganizationId,
  id: CampaignId,
  { included, excepted }: NamedPeople,
): Promise<void> {
  await trx.deleteFrom('campaign_people').where('campaign_id', '=', id).execute();
  const left = new Set(excepted);
  const chosen = [...new Set(included)].filter((memberId) => !left.has(memberId));
  const toRow = (excepted: boolean) => (memberId: MemberId) => ({
    campaign_id: id,
    member_id: memberId,
    organization_id: organizationId,
    excepted: toFlag(excepted),
  });
  const rows = [...chosen.map(toRow(false)), ...[...left].map(toRow(true))];
  await inBatches(rows, (batch) => trx.insertInto('campaign_people').values(batch).execute());
}

/** The condition on `members`: in the audience of this campaign. */
export function inAudience({ id, audience }: { id: CampaignId; audience: Pick<Audience, 'type'> }) {
  const named = (excepted: 0 | 1) => sql<boolean>`exists (
    select 1 from campaign_people where campaign_people.campaign_id = ${id}
    and campaign_people.member_id = members.id and campaign_people.excepted = ${sql.lit(excepted)}
  )`;
  return audience.type === 'everyone' ? sql<boolean>`not ${named(1)}` : named(0);
}

/** Whether somebody of this campaign's audience is in that of another open one. */
export async function overlapsOpenCampaign(
  trx: Trx,
  organizationId: OrganizationId,
  campaign: Pick<Campaign, 'id' | 'audience'>,
  others: readonly Pick<Campaign, 'id' | 'audience'>[],
): Promise<boolean> {
  for (const other of others) {
    if (other.id === campaign.id) continue;
    const row = await trx
      .selectFrom('members')
      .select('members.id')
      .where('members.organization_id', '=', organizationId)
      .where('members.state', '<>', 'deactivated')
      .where(inAudience(campaign))
      .where(inAudience(other))
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}
