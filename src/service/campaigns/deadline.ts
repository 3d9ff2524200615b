/** The deadline of a campaign, and its end. */
import { hasPlans } from '../../db/campaign-member-repository.ts';
import { readProgress } from '../../db/campaign-progress-repository.ts';
import { lockCampaign, markDeadlinePassed, saveState } from '../../db/campaign-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { CampaignId, OrganizationId } from '../../domain/ids.ts';
import { recordByMuster } from '../audit/recording.ts';
import { planOwnersNotice, type Reach } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { markOwnersTold } from '../owners/telling-owners.ts';
import { countForEvent } from './event-numbers.ts';

type DeadlineDeps = Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer'>;

/**
 * What was chosen for the deadline, once, in the transaction that marks it. Enforcement by a campaign is armed when it is
 * chosen and turns on by itself; here owners hear how far everybody has come.
 */
async function onDeadline(trx: Trx, organizationId: OrganizationId, campaign: Campaign, reach: Reach): Promise<void> {
  switch (campaign.atDeadline) {
    case 'nothing':
      return;
    case 'tell_owners':
    case 'enforce_when_ready':
    case 'enforce_by_date': {
      const { enabled, lacking, stuck, away } = await readProgress(trx, organizationId, campaign.id, reach.now);
      const payload = { kind: 'campaign_deadline', enabled, lacking, stuck, away } as const;
      await planOwnersNotice(trx, organizationId, { payload }, reach);
      await markOwnersTold(trx, organizationId, reach.now);
    }
  }
}

/** Acts on a deadline that has passed, and ends the campaign when nobody who was away has time left. */
export async function passDeadline(
  deps: DeadlineDeps,
  organizationId: OrganizationId,
  { id, deadline }: Pick<Campaign, 'id' | 'deadline'>,
): Promise<void> {
  if (deps.clock.now() < deadline) return;
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const campaign = await lockCampaign(trx, organizationId, id);
    if (campaign?.state !== 'running' || now < campaign.deadline) return;
    const reach = { mailEnabled: deps.mailer.enabled, now };
    if (await markDeadlinePassed(trx, organizationId, id, now)) await onDeadline(trx, organizationId, campaign, reach);
    if (!(await hasPlans(trx, organizationId, id))) await end(trx, organizationId, id, now);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

async function end(trx: Trx, organizationId: OrganizationId, id: CampaignId, now: Date): Promise<void> {
  await saveState(trx, organizationId, id, { state: 'ended', at: now });
  const after = await countForEvent(trx, organizationId, id, now);
  await recordByMuster(trx, organizationId, {
    ...{ at: now, type: 'campaign.ended', source: 'deadline', subjectId: id, after },
  });
}
