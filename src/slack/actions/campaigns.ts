import type { ModalView } from '@slack/types';
import type { Outcome, ScheduleScreen } from '../../service/screens/screens.ts';
import type { ActionCall, ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { campaignValue } from '../metadata.ts';
import { decoded, openModal, replaceModal } from '../showing.ts';
import { information } from '../views/modal.ts';
import { buildCampaigns, buildEndCampaign } from '../views/schedule/campaigns.ts';
import { parseSchedule } from '../views/schedule/parse-schedule.ts';
import { buildPreview } from '../views/schedule/preview.ts';
import { buildSchedule } from '../views/schedule/schedule.ts';

const TITLE = 'Campaigns';

function toModal(outcome: Outcome<ScheduleScreen>): ModalView {
  return outcome.type === 'done' ? buildSchedule(outcome.value) : information(TITLE, buildRefusal(outcome.refusal));
}

/** *New campaign* */
export const newCampaign: ActionHandler = async (call) => {
  await replaceModal(call, toModal(await call.services.campaigns.openNew(call.caller, { userGroupId: null })));
};

/** The menu of a campaign. */
export const campaignMenu: ActionHandler = async (call) => {
  const { do: choice, id } = decoded(campaignValue.decode(call.value));
  switch (choice) {
    case 'edit':
      await replaceModal(call, toModal(await call.services.campaigns.openEdit(call.caller, id)));
      return;
    case 'pause':
    case 'resume':
      await step(call, { id, step: choice });
      return;
    case 'end':
      // In place of the list, which would still show it afterwards.
      await replaceModal(call, buildEndCampaign(id));
      return;
  }
};

/** The list then shows it as it is; a refusal stands on top of it. */
async function step(call: ActionCall, request: Parameters<typeof call.services.campaigns.step>[1]): Promise<void> {
  const { campaigns } = call.services;
  const outcome = await campaigns.step(call.caller, request);
  const list = await campaigns.list(call.caller);
  if (list.type === 'done') await replaceModal(call, buildCampaigns(list.value));
  if (outcome.type === 'refused') await openModal(call, information(TITLE, buildRefusal(outcome.refusal)));
}

/** A choice that other fields belong to: the modal is shown with these. What was typed stays. */
export const chooseInCampaign: ActionHandler = async (call) => {
  const chosen = decoded(call.view === null ? null : parseSchedule(call.view));
  await replaceModal(call, toModal(await call.services.campaigns.complete(call.caller, chosen)));
};

/** What three people would get, on top of the modal, which keeps what was typed. */
export const previewCampaign: ActionHandler = async (call) => {
  const { campaignId: id, form } = decoded(call.view === null ? null : parseSchedule(call.view));
  const outcome = await call.services.campaigns.preview(call.caller, { id, form });
  switch (outcome.type) {
    case 'done':
      await openModal(call, buildPreview(outcome.value, form.message));
      return;
    case 'refused':
      await openModal(call, information('Preview', buildRefusal(outcome.refusal)));
      return;
    case 'invalid':
      await openModal(
        call,
        information('Preview', say('*Something has to be changed first.*', ...Object.values(outcome.problems))),
      );
      return;
  }
};
