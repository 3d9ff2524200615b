/** What people with `enforce` see of campaigns: how far each is, and what a draft would do. */
import { type CampaignProgress, readProgress } from '../../db/campaign-progress-repository.ts';
import { findCampaign, listOpenCampaigns } from '../../db/campaign-repository.ts';
import { getEnforcement } from '../../db/enforcement-repository.ts';
import { listMembers } from '../../db/member-list-repository.ts';
import { findMembers, type Member } from '../../db/member-repository.ts';
import { type Campaign, channelsFor } from '../../domain/campaign.ts';
import { standingOf } from '../../domain/enforcement.ts';
import type { CampaignId, MemberId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import { type NudgeCampaign, previewReminders } from '../../domain/nudge.ts';
import { includes } from '../../domain/permission.ts';
import { zoneOf } from '../../domain/working-time.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { findOfficer } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';
import type { Submitted } from './arming-campaigns.ts';
import { type CampaignForm, draftCampaign, nameExcepted } from './drafting.ts';
import { factsOf, newCampaignMember } from './facts.ts';

export interface CampaignOverview {
  campaign: Campaign;
  progress: CampaignProgress;
  /** It was to end in enforcement, and somebody took that back. */
  disarmed: boolean;
}

/** The open campaigns, oldest first. */
export async function openCampaigns(deps: ServiceDeps, caller: Caller): Promise<Outcome<CampaignOverview[]>> {
  const { permission } = await findOfficer(deps, caller);
  if (!includes(permission, 'enforce')) return refused({ code: 'not_permitted', needed: 'enforce' });
  const { db } = deps.database;
  const isOff = standingOf(await getEnforcement(db, caller.organizationId)) === 'off';
  const overviews: CampaignOverview[] = [];
  for (const campaign of await listOpenCampaigns(db, caller.organizationId)) {
    const progress = await readProgress(db, caller.organizationId, campaign.id, deps.clock.now());
    overviews.push({ campaign, progress, disarmed: isOff && campaign.atDeadline.startsWith('enforce') });
  }
  return done(overviews);
}

/** One campaign as a modal fills its fields with it. */
export async function openCampaign(
  deps: ServiceDeps,
  caller: Caller,
  id: CampaignId,
): Promise<Outcome<Omit<CampaignOverview, 'disarmed'> & { form: CampaignForm }>> {
  const { organizationId } = caller;
  const { permission } = await findOfficer(deps, caller);
  if (!includes(permission, 'enforce')) return refused({ code: 'not_permitted', needed: 'enforce' });
  const campaign = await findCampaign(deps.database.db, organizationId, id);
  if (campaign === null || campaign.state === 'ended') return refused({ code: 'campaign_gone' });
  const { audience, exceptMemberIds, ...draft } = campaign;
  const name = (memberIds: readonly MemberId[]) => nameExcepted(deps, organizationId, memberIds);
  const form: CampaignForm = {
    ...draft,
    audience: audience.type === 'people' ? { type: 'people', slackUserIds: await name(audience.memberIds) } : audience,
    exceptSlackUserIds: await name(exceptMemberIds),
  };
  const progress = await readProgress(deps.database.db, organizationId, id, deps.clock.now());
  return done({ campaign, progress, form });
}

/** What one real member would get and when, if they never answered. */
export interface MemberPreview {
  person: Person;
  /** IANA: the clock that the moments are to be shown on. */
  timeZone: string;
  moments: readonly { at: Date; channels: readonly ('slack' | 'email')[] }[];
}

const PREVIEWED = 3;
const MOMENTS = 6;
const CANDIDATES = 200;

export async function previewCampaign(
  deps: ServiceDeps,
  caller: Caller,
  { id, form }: { id: CampaignId; form: CampaignForm },
): Promise<Submitted<MemberPreview[]>> {
  const { organizationId } = caller;
  const { permission } = await findOfficer(deps, caller);
  if (!includes(permission, 'enforce')) return refused({ code: 'not_permitted', needed: 'enforce' });
  const drafted = await draftCampaign(deps, organizationId, form);
  if (drafted.type === 'invalid') return drafted;
  const { draft, included } = drafted;
  const now = deps.clock.now();
  const page = { filter: 'missing', limit: CANDIDATES } as const;
  const candidates =
    draft.audience.type === 'everyone'
      ? await listMembers(deps.database.db, organizationId, page, now)
      : await findMembers(deps.database.db, organizationId, included, now);
  const campaign = { ...draft, id, state: 'running' as const };
  const left = new Set(draft.exceptMemberIds);
  const members = candidates.filter(
    (member) => !left.has(member.id) && member.mfaStatus === 'disabled' && !member.exempt,
  );
  return done(pickUnlike(members).map((member) => previewOne(deps, campaign, member, now)));
}

/** From different time zones, where there are some: that is what the preview is for. */
function pickUnlike(members: readonly Member[]): Member[] {
  const byZone = new Map(members.toReversed().map((member) => [member.timeZone, member]));
  const first = [...byZone.values()].toReversed();
  const others = members.filter((member) => !first.includes(member));
  return [...first, ...others].slice(0, PREVIEWED);
}

function previewOne(
  { mailer }: Pick<ServiceDeps, 'mailer'>,
  campaign: NudgeCampaign & Pick<Campaign, 'channels' | 'deadline'>,
  member: Member,
  now: Date,
): MemberPreview {
  const state = newCampaignMember({ id: campaign.id, revision: 1 }, member, now);
  const moments = previewReminders(campaign, factsOf(campaign, member, state), now, MOMENTS);
  const reach = { inSlack: member.slackUserId !== null, byEmail: member.email !== null && mailer.enabled };
  return {
    person: personOf(member),
    timeZone: zoneOf(member.timeZone, campaign.timeZone),
    moments: moments.map((at, unanswered) => ({
      at,
      channels: channelsFor(campaign.channels, { ...reach, unanswered }),
    })),
  };
}
