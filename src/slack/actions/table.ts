import type { ActionHandler } from '../calls.ts';
import { PoliteError } from '../errors.ts';
import { ACTIONS, type ActionId } from '../ids.ts';
import { acceptReading } from './accept-reading.ts';
import { approve, decline } from './approving.ts';
import { armByDate, armWhenReady, disarm } from './arming.ts';
import { campaignMenu, chooseInCampaign, newCampaign, previewCampaign } from './campaigns.ts';
import { checkAgain } from './check-again.ts';
import { cancelEnforce, openEnforce, openStop } from './enforcing.ts';
import { invitationMenu, turnInvitations } from './invitations.ts';
import { remindLater, snooze } from './later.ts';
import { allowLocks, openLocks } from './locks.ts';
import { memberMenu } from './member-menu.ts';
import { needHelp, openSetup, showWhoAsks } from './need-help.ts';
import { filterHome, filterMembers, openHistory, turnHistory, turnHome, turnMembers } from './paging.ts';
import { remindEveryone, remindMissing, retryFailed } from './remind-missing.ts';
import { openSettings } from './settings.ts';

/** Button, menu or select → who handles it. */
export const ACTION_TABLE: Readonly<Record<ActionId, ActionHandler>> = {
  [ACTIONS.checkAgain]: checkAgain,
  [ACTIONS.needHelp]: needHelp,
  [ACTIONS.showWhoAsks]: showWhoAsks,
  [ACTIONS.openSetup]: openSetup,
  [ACTIONS.openSecondSetup]: openSetup,
  [ACTIONS.openThirdSetup]: openSetup,
  [ACTIONS.remindMissing]: remindMissing,
  [ACTIONS.retryFailed]: retryFailed,
  [ACTIONS.cancelEnforce]: cancelEnforce,
  [ACTIONS.armWhenReady]: armWhenReady,
  [ACTIONS.armByDate]: armByDate,
  [ACTIONS.disarm]: disarm,
  [ACTIONS.approve]: approve,
  [ACTIONS.decline]: decline,
  [ACTIONS.acceptReading]: acceptReading,
  [ACTIONS.allowLocks]: allowLocks,
  [ACTIONS.openLocks]: openLocks,
  [ACTIONS.memberMenu]: memberMenu,
  [ACTIONS.membersFilter]: filterMembers,
  [ACTIONS.membersPrevious]: turnMembers,
  [ACTIONS.membersNext]: turnMembers,
  [ACTIONS.historyPrevious]: turnHistory,
  [ACTIONS.historyNext]: turnHistory,
  [ACTIONS.remindLater]: remindLater,
  [ACTIONS.snoozeHour]: snooze('hour'),
  [ACTIONS.snoozeTomorrow]: snooze('tomorrow'),
  [ACTIONS.snoozeNextWeek]: snooze('next_week'),
  [ACTIONS.campaignNew]: newCampaign,
  [ACTIONS.campaignMenu]: campaignMenu,
  [ACTIONS.campaignPreview]: previewCampaign,
  [ACTIONS.campaignAudience]: chooseInCampaign,
  [ACTIONS.campaignCadence]: chooseInCampaign,
  [ACTIONS.campaignChannels]: chooseInCampaign,
  [ACTIONS.campaignOutcome]: chooseInCampaign,
  [ACTIONS.homeFilter]: filterHome,
  [ACTIONS.homePrevious]: turnHome,
  [ACTIONS.homeNext]: turnHome,
  [ACTIONS.homeEnforce]: openEnforce,
  [ACTIONS.homeStop]: openStop,
  [ACTIONS.homeRemind]: remindEveryone,
  [ACTIONS.homeHistory]: openHistory,
  [ACTIONS.homeSettings]: openSettings,
  [ACTIONS.invitationMenu]: invitationMenu,
  [ACTIONS.invitationsPrevious]: turnInvitations,
  [ACTIONS.invitationsNext]: turnInvitations,
};

/** Who handles it; a clear answer for a button that this version does not have. */
export function getAction(actionId: string): ActionHandler {
  if (isAction(actionId)) return ACTION_TABLE[actionId];
  throw new PoliteError('This button is from another version of Muster. Nothing was done.');
}

function isAction(actionId: string): actionId is ActionId {
  return Object.hasOwn(ACTION_TABLE, actionId);
}
