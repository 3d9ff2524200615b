/** One tick of every campaign; it may come at any time, any number of times, in any number of processes. */
import { replacePeople } from '../../db/campaign-people-repository.ts';
import { findUpkeep, listOpenCampaigns, lockCampaign, saveUpkeep } from '../../db/campaign-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { passDeadline } from './deadline.ts';
import { readGroupMembers } from './drafting.ts';
import { enrol } from './enrolling.ts';
import { nudge } from './nudging.ts';

const GROUP_EVERY_MS = 60 * 60_000;

/** While Slack has turned us away nothing is planned: it would all go out at the return. */
export async function runCampaigns(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  const { away } = await getOrganization(deps.database.db, organizationId);
  if (away !== null) return;
  for (const campaign of await listOpenCampaigns(deps.database.db, organizationId)) {
    if (campaign.state !== 'running') continue;
    await readGroup(deps, organizationId, campaign);
    await enrol(deps, organizationId, campaign);
    await nudge(deps, organizationId, campaign);
    await passDeadline(deps, organizationId, campaign);
  }
}

/** Who is in the user group may change. When Slack does not say, it is asked again at the next tick. */
async function readGroup(deps: ServiceDeps, organizationId: OrganizationId, campaign: Campaign): Promise<void> {
  const { id, audience } = campaign;
  if (audience.type !== 'usergroup') return;
  const { groupReadAt } = await findUpkeep(deps.database.db, organizationId, id);
  const now = deps.clock.now();
  if (groupReadAt !== null && now.getTime() - groupReadAt.getTime() < GROUP_EVERY_MS) return;
  const included = await readGroupMembers(deps, organizationId, audience.userGroupId);
  if (included === null) return;
  await inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const current = await lockCampaign(trx, organizationId, id);
    if (current?.state !== 'running' || current.revision !== campaign.revision) return;
    await replacePeople(trx, organizationId, id, { included, excepted: current.exceptMemberIds });
    await saveUpkeep(trx, organizationId, id, { groupReadAt: now });
  });
}
