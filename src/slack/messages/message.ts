import type { Message } from '../../domain/message.ts';
import type { SlackMessage } from '../blocks.ts';
import { buildApprovalEnded, buildApprovalRequested } from './approval.ts';
import {
  buildEnforcementArmed,
  buildEnforcementDisarmed,
  buildEnforcementLapsed,
  buildEnforcementWaits,
} from './arming-notices.ts';
import { buildCampaignDeadline, buildMilestone, buildWeeklySummary } from './campaign-notices.ts';
import { buildEnforceResult } from './enforce-result.ts';
import { buildEnforcementOn, buildEnforcementStopped } from './enforcement-notices.ts';
import { buildHelpRequested } from './help-requested.ts';
import {
  buildAccountLocked,
  buildAccountsLocked,
  buildAccountUnlocked,
  buildLocksWaiting,
  buildUnlockFailed,
} from './lock-notices.ts';
import {
  buildExemptionEnding,
  buildNotRequiredAnymore,
  buildReadingHeld,
  buildStatusUnknown,
  buildViolationOpened,
  buildViolationsOverdue,
} from './member-notices.ts';
import { buildRoundFailed, buildRoundFinished, buildSlackDisconnected } from './other-notices.ts';
import { buildReminder } from './reminder.ts';
import { buildReminderClosed } from './reminder-closed.ts';

/** Every direct message that Muster sends: data in, Block Kit out. */
export function buildMessage(message: Message): SlackMessage {
  switch (message.kind) {
    case 'reminder':
      return buildReminder(message);
    case 'reminder_closed':
      return buildReminderClosed(message);
    case 'enforcement_on':
      return buildEnforcementOn(message);
    case 'enforcement_stopped':
      return buildEnforcementStopped(message);
    case 'enforcement_armed':
      return buildEnforcementArmed(message);
    case 'enforcement_disarmed':
      return buildEnforcementDisarmed(message);
    case 'enforcement_waits':
      return buildEnforcementWaits(message);
    case 'enforcement_lapsed':
      return buildEnforcementLapsed(message);
    case 'approval_requested':
      return buildApprovalRequested(message);
    case 'approval_ended':
      return buildApprovalEnded(message);
    case 'enforce_result':
      return buildEnforceResult(message.outcome, message.organizationName);
    case 'violation_opened':
      return buildViolationOpened(message);
    case 'violations_overdue':
      return buildViolationsOverdue(message);
    case 'accounts_locked':
      return buildAccountsLocked(message);
    case 'locks_waiting':
      return buildLocksWaiting(message);
    case 'unlock_failed':
      return buildUnlockFailed(message);
    case 'account_locked':
      return buildAccountLocked(message);
    case 'account_unlocked':
      return buildAccountUnlocked(message);
    case 'status_unknown':
      return buildStatusUnknown(message);
    case 'reading_held':
      return buildReadingHeld(message);
    case 'help_requested':
      return buildHelpRequested(message);
    case 'exemption_ending':
      return buildExemptionEnding(message);
    case 'campaign_deadline':
      return buildCampaignDeadline(message);
    case 'milestone':
      return buildMilestone(message);
    case 'weekly_summary':
      return buildWeeklySummary(message);
    case 'round_failed':
      return buildRoundFailed(message);
    case 'round_finished':
      return buildRoundFinished(message);
    case 'not_required_anymore':
      return buildNotRequiredAnymore(message);
    case 'slack_disconnected':
      return buildSlackDisconnected(message);
  }
}
