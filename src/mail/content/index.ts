import type { MailMessage } from '../../domain/message.ts';
import type { MailContent } from '../mail-content.ts';
import { approvalEndedContent, approvalRequestedContent } from './approval.ts';
import {
  enforcementArmedContent,
  enforcementDisarmedContent,
  enforcementLapsedContent,
  enforcementWaitsContent,
} from './arming.ts';
import { campaignDeadlineContent, milestoneContent, weeklySummaryContent } from './campaign.ts';
import { notRequiredAnymoreContent, reminderClosedContent } from './closing.ts';
import { exemptionEndingContent, helpRequestedContent, slackDisconnectedContent } from './contact.ts';
import { enforcementOnContent, enforcementStoppedContent } from './enforcement.ts';
import { invitationContent } from './invitation.ts';
import {
  accountLockedContent,
  accountsLockedContent,
  accountUnlockedContent,
  locksWaitingContent,
  unlockFailedContent,
} from './locks.ts';
import { reminderContent } from './reminder.ts';
import { enforceResultContent, roundFailedContent, roundFinishedContent } from './result.ts';
import { readingHeldContent, statusUnknownContent, violationOpenedContent, violationsOverdueContent } from './watch.ts';

/** What a message says by mail. Every kind has its words. */
export function mailContent(message: MailMessage): MailContent {
  switch (message.kind) {
    case 'reminder':
      return reminderContent(message);
    case 'invitation':
      return invitationContent(message);
    case 'reminder_closed':
      return reminderClosedContent(message);
    case 'not_required_anymore':
      return notRequiredAnymoreContent(message);
    case 'enforcement_on':
      return enforcementOnContent(message);
    case 'enforcement_stopped':
      return enforcementStoppedContent(message);
    case 'approval_requested':
      return approvalRequestedContent(message);
    case 'approval_ended':
      return approvalEndedContent(message);
    case 'enforcement_armed':
      return enforcementArmedContent(message);
    case 'enforcement_disarmed':
      return enforcementDisarmedContent(message);
    case 'enforcement_waits':
      return enforcementWaitsContent(message);
    case 'enforcement_lapsed':
      return enforcementLapsedContent(message);
    case 'enforce_result':
      return enforceResultContent(message);
    case 'campaign_deadline':
      return campaignDeadlineContent(message);
    case 'milestone':
      return milestoneContent(message);
    case 'weekly_summary':
      return weeklySummaryContent(message);
    case 'round_failed':
      return roundFailedContent(message);
    case 'round_finished':
      return roundFinishedContent(message);
    case 'violation_opened':
      return violationOpenedContent(message);
    case 'violations_overdue':
      return violationsOverdueContent(message);
    case 'accounts_locked':
      return accountsLockedContent(message);
    case 'locks_waiting':
      return locksWaitingContent(message);
    case 'unlock_failed':
      return unlockFailedContent(message);
    case 'account_locked':
      return accountLockedContent(message);
    case 'account_unlocked':
      return accountUnlockedContent(message);
    case 'status_unknown':
      return statusUnknownContent(message);
    case 'reading_held':
      return readingHeldContent(message);
    case 'help_requested':
      return helpRequestedContent(message);
    case 'exemption_ending':
      return exemptionEndingContent(message);
    case 'slack_disconnected':
      return slackDisconnectedContent(message);
  }
}
