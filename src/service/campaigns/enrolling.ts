/** Who newly lacks MFA is taken in, and who was planned for another state of things is planned anew. */
import { setImmediate } from 'node:timers/promises';
import {
  type CampaignMember,
  findCampaignMembers,
  listToPlan,
  savePlans,
} from '../../db/campaign-member-repository.ts';
import { findUpkeep, lockCampaign, saveUpkeep } from '../../db/campaign-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import type { Member } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { stepAway } from '../../domain/away.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { nextReminderAt } from '../../domain/nudge.ts';
import type { ServiceDeps } from '../deps.ts';
import { factsOf, newCampaignMember, planned } from './facts.ts';

/** A slice of synchronous work stays under 50 ms. */
const SLICE = 100;
/** Readings come every hour too: whoever newly lacks MFA is taken in soon enough. A change of the campaign does not wait. */
const ENROL_EVERY_MS = 60 * 60_000;

export async function enrol(deps: ServiceDeps, organizationId: OrganizationId, { id }: Campaign): Promise<void> {
  const { enrolledAt } = await findUpkeep(deps.database.db, organizationId, id);
  const startedAt = deps.clock.now();
  if (enrolledAt !== null && startedAt.getTime() - enrolledAt.getTime() < ENROL_EVERY_MS) return;
  while ((await enrolSlice(deps, organizationId, id)) === SLICE) await setImmediate();
  await inTransaction(deps.database, async (trx) => {
    // An edit in between asked for another look.
    await lockCampaign(trx, organizationId, id);
    const { enrolledAt: current } = await findUpkeep(trx, organizationId, id);
    if (current?.getTime() === enrolledAt?.getTime())
      await saveUpkeep(trx, organizationId, id, { enrolledAt: startedAt });
  });
}

/** Returns how many were planned. */
async function enrolSlice(deps: ServiceDeps, organizationId: OrganizationId, id: Campaign['id']): Promise<number> {
  return inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const campaign = await lockCampaign(trx, organizationId, id);
    if (campaign?.state !== 'running') return 0;
    const now = deps.clock.now();
    const members = await listToPlan(trx, organizationId, campaign, { now, limit: SLICE });
    const ids = members.map((member) => member.id);
    const known = await findCampaignMembers(trx, organizationId, id, ids);
    const plans = members.map((member) => plan(campaign, member, known.get(member.id), now));
    await savePlans(trx, organizationId, plans);
    return members.length;
  });
}

function plan(campaign: Campaign, member: Member, known: CampaignMember | undefined, now: Date): CampaignMember {
  const before = known ?? newCampaignMember(campaign, member, now);
  const away = stepAway(before.away, member.awayUntil, now);
  const state = { ...before, away, awaySeen: member.awayUntil };
  return planned(campaign, member, state, nextReminderAt(campaign, factsOf(campaign, member, state), now));
}
