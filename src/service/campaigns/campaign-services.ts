import type { CampaignId, ReminderId } from '../../domain/ids.ts';
import type { Snooze } from '../../domain/snooze.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ScheduleScreen } from '../screens/screens.ts';
import { type CampaignStep, editCampaign, startCampaign, stepCampaign } from './changing.ts';
import type { CampaignForm } from './drafting.ts';
import { completeCampaign, openEditedCampaign, openNewCampaign } from './scheduling.ts';
import { openCampaigns, previewCampaign } from './showing-campaigns.ts';
import { openSnooze, snooze } from './snoozing.ts';

/** What people can do with campaigns: those with `enforce` run them, and whoever is reminded may put it off. */
export function createCampaignServices(deps: ServiceDeps) {
  return {
    list: (caller: Caller) => openCampaigns(deps, caller),
    openNew: (caller: Caller, named: { userGroupId: string | null }) => openNewCampaign(deps, caller, named),
    openEdit: (caller: Caller, id: CampaignId) => openEditedCampaign(deps, caller, id),
    complete: (caller: Caller, chosen: Omit<ScheduleScreen, 'mailEnabled'>) => completeCampaign(deps, caller, chosen),
    preview: (caller: Caller, draft: { id: CampaignId; form: CampaignForm }) => previewCampaign(deps, caller, draft),
    start: (caller: Caller, draft: { id: CampaignId; form: CampaignForm; word: string }) =>
      startCampaign(deps, caller, draft),
    edit: (caller: Caller, draft: { id: CampaignId; revision: number; form: CampaignForm }) =>
      editCampaign(deps, caller, draft),
    step: (caller: Caller, request: { id: CampaignId; step: CampaignStep }) => stepCampaign(deps, caller, request),
    openSnooze: (caller: Caller) => openSnooze(deps, caller),
    snooze: (caller: Caller, request: { snooze: Snooze; reminderId: ReminderId | null }) =>
      snooze(deps, caller, request),
  };
}
