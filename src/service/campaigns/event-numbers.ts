import { readProgress } from '../../db/campaign-progress-repository.ts';
import type { Trx } from '../../db/database.ts';
import type { CampaignId, OrganizationId } from '../../domain/ids.ts';

/** How far a campaign has come, for the audit trail. */
export async function countForEvent(trx: Trx, organizationId: OrganizationId, id: CampaignId, now: Date) {
  const { enrolled, reminded, enabled } = await readProgress(trx, organizationId, id, now);
  return { enrolled, reminded, enabled };
}
