/** The modal of `/mfa schedule`, filled in: for a new campaign, for one that is changed, and again after every choice. */
import type { CampaignId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findOfficer } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome, ScheduleScreen } from '../screens/screens.ts';
import { newCampaignId } from './changing.ts';
import { completeForm, defaultForm } from './default-form.ts';
import { openCampaign } from './showing-campaigns.ts';

type ScheduleDeps = Pick<ServiceDeps, 'database' | 'clock' | 'mailer'>;

/** `userGroupId`: the user group that was named with the command. */
export async function openNewCampaign(
  deps: ScheduleDeps,
  caller: Caller,
  { userGroupId }: { userGroupId: string | null },
): Promise<Outcome<ScheduleScreen>> {
  const opened = await openForm(deps, caller, userGroupId);
  if (opened.type === 'refused') return opened;
  const { mailEnabled, form } = opened.value;
  return done({ campaignId: newCampaignId(), revision: null, userGroupId, form, mailEnabled });
}

/** A campaign as it was chosen, to be changed. */
export async function openEditedCampaign(
  deps: ServiceDeps,
  caller: Caller,
  id: CampaignId,
): Promise<Outcome<ScheduleScreen>> {
  const opened = await openCampaign(deps, caller, id);
  if (opened.type === 'refused') return opened;
  const { campaign, form } = opened.value;
  const userGroupId = campaign.audience.type === 'usergroup' ? campaign.audience.userGroupId : null;
  return done({ campaignId: id, revision: campaign.revision, userGroupId, form, mailEnabled: deps.mailer.enabled });
}

/** The same modal with what was chosen so far, and the fields that belong to it. */
export async function completeCampaign(
  deps: ScheduleDeps,
  caller: Caller,
  chosen: Omit<ScheduleScreen, 'mailEnabled'>,
): Promise<Outcome<ScheduleScreen>> {
  const opened = await openForm(deps, caller, chosen.userGroupId);
  if (opened.type === 'refused') return opened;
  const { mailEnabled, form } = opened.value;
  return done({ ...chosen, mailEnabled, form: completeForm(chosen.form, form) });
}

async function openForm(deps: ScheduleDeps, caller: Caller, userGroupId: string | null) {
  const { member, permission } = await findOfficer(deps, caller);
  if (!includes(permission, 'enforce')) return refused({ code: 'not_permitted', needed: 'enforce' });
  const mailEnabled = deps.mailer.enabled;
  const timeZone = member.timeZone ?? 'UTC';
  return done({ mailEnabled, form: defaultForm({ now: deps.clock.now(), timeZone, mailEnabled, userGroupId }) });
}
