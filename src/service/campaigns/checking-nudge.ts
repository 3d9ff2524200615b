/** A reminder of a campaign is looked at again when it is sent: it may be late, or no longer true. */
import { type CampaignMember, findCampaignMembers, savePlans } from '../../db/campaign-member-repository.ts';
import { findCampaign } from '../../db/campaign-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findMember, type Member } from '../../db/member-repository.ts';
import type { Reminder } from '../../db/reminder-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { ownDeadline } from '../../domain/away.ts';
import { type Campaign, needsNudge } from '../../domain/campaign.ts';
import type { CampaignId, OrganizationId } from '../../domain/ids.ts';
import type { CampaignWords } from '../../domain/message.ts';
import { mayComeNow, nextReminderAt } from '../../domain/nudge.ts';
import { snoozesLeft } from '../../domain/snooze.ts';
import type { ServiceDeps } from '../deps.ts';
import { factsOf, planned, snoozeFactsOf } from './facts.ts';

type CheckDeps = Pick<ServiceDeps, 'database' | 'clock'>;

const DAY_MS = 24 * 60 * 60_000;

/** What the message says besides; `null` when it must not be sent now. It is then planned anew, as it is not lost. */
export async function checkNudge(
  deps: CheckDeps,
  organizationId: OrganizationId,
  reminder: Reminder,
  recipient: Member,
): Promise<CampaignWords | null> {
  if (reminder.campaignId === null || !needsNudge(recipient)) return null;
  const { db } = deps.database;
  const campaign = await findCampaign(db, organizationId, reminder.campaignId);
  const states = await findCampaignMembers(db, organizationId, reminder.campaignId, [recipient.id]);
  const state = states.get(recipient.id);
  if (campaign?.state !== 'running' || state === undefined) return null;
  const again = state.lastReminderId === reminder.id;
  if (mayComeNow(campaign, factsOf(campaign, recipient, state), deps.clock.now(), again)) {
    return wordsFor(campaign, recipient, state);
  }
  if (!again) await planAgain(deps, organizationId, campaign.id, recipient);
  return null;
}

function wordsFor(campaign: Campaign, recipient: Member, state: CampaignMember): CampaignWords {
  const movedMs = ownDeadline(campaign.deadline, state.away).getTime() - campaign.deadline.getTime();
  return {
    message: campaign.message,
    snoozesLeft: snoozesLeft(snoozeFactsOf(campaign, recipient, state)),
    movedDays: Math.round(movedMs / DAY_MS),
  };
}

async function planAgain(
  deps: CheckDeps,
  organizationId: OrganizationId,
  id: CampaignId,
  { id: memberId }: Member,
): Promise<void> {
  await inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const campaign = await findCampaign(trx, organizationId, id);
    const member = await findMember(trx, organizationId, memberId, now);
    const state = (await findCampaignMembers(trx, organizationId, id, [memberId])).get(memberId);
    if (campaign === null || member === null || state === undefined) return;
    const at = nextReminderAt(campaign, factsOf(campaign, member, state), now);
    await savePlans(trx, organizationId, [planned(campaign, member, state, at)]);
  });
}
