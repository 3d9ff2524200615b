import type { ModalView } from '@slack/types';
import type { CampaignId } from '../../../domain/ids.ts';
import type { CampaignOverview } from '../../../service/campaigns/showing-campaigns.ts';
import { actions, button, context, type MusterBlock, option, overflow, section } from '../../blocks.ts';
import { slackDate } from '../../dates.ts';
import { ACTIONS, BLOCKS, SCREENS, SUBMISSIONS } from '../../ids.ts';
import { campaignRef, campaignValue } from '../../metadata.ts';
import {
  AT_DEADLINE_WORDS,
  audienceWords,
  CADENCE_WORDS,
  progressWords,
  workingTimeWords,
} from '../../texts/campaigns.ts';
import { modal } from '../modal.ts';

/** The campaigns that run or are paused, each with its menu. */
export function buildCampaigns(campaigns: readonly CampaignOverview[]): ModalView {
  return modal({
    title: 'Campaigns',
    callbackId: SCREENS.campaigns,
    blocks: [
      ...(campaigns.length === 0
        ? [
            section(
              'No campaign is running. One reminds whoever lacks MFA until a deadline, in their own working hours.',
            ),
          ]
        : campaigns.flatMap(describe)),
      ...actions(BLOCKS.buttons, [
        button({
          actionId: ACTIONS.campaignNew,
          label: 'New campaign',
          ...(campaigns.length === 0 ? { style: 'primary' } : {}),
        }),
      ]),
    ],
  });
}

function describe({ campaign, progress, disarmed }: CampaignOverview): MusterBlock[] {
  const state = campaign.state === 'paused' ? 'Paused. ' : '';
  return [
    section(
      `*${state}${audienceWords(campaign)} until ${slackDate(campaign.deadline)}*\n${progressWords(progress)}`,
      menu(campaign),
    ),
    context(
      `${CADENCE_WORDS[campaign.cadence.type].label}, ${workingTimeWords(campaign.workingTime)}. At the deadline: ${disarmed ? 'Nothing, because enforcement was taken back' : AT_DEADLINE_WORDS[campaign.atDeadline]}. Started ${slackDate(campaign.startedAt)}.`,
    ),
  ];
}

function menu({ id, state }: CampaignOverview['campaign']) {
  const choice = (label: string, act: 'edit' | 'pause' | 'resume' | 'end') =>
    option(label, campaignValue.encode({ do: act, id }));
  return overflow(ACTIONS.campaignMenu, [
    choice('Change', 'edit'),
    state === 'paused' ? choice('Resume', 'resume') : choice('Pause', 'pause'),
    choice('End', 'end'),
  ]);
}

/** Ending cannot be taken back, so it is asked for. */
export function buildEndCampaign(campaignId: CampaignId): ModalView {
  return modal({
    title: 'End the campaign',
    submit: 'End it',
    close: 'Keep it',
    callbackId: SUBMISSIONS.endCampaign,
    metadata: campaignRef.encode({ campaignId }),
    blocks: [
      section(
        '*Nobody gets another reminder of this campaign.* Messages that were sent stay. Where it was to end in enforcement, that stays planned: the Home tab can cancel it.',
      ),
    ],
  });
}
