import type { Migration } from 'kysely';
import * as organizations from './0001-organizations.ts';
import * as members from './0002-members.ts';
import * as readings from './0003-readings.ts';
import * as accounts from './0004-accounts.ts';
import * as stagedPeople from './0005-staged-people.ts';
import * as stagedAccounts from './0006-staged-accounts.ts';
import * as enforcements from './0007-enforcements.ts';
import * as enforceRequests from './0008-enforce-requests.ts';
import * as grants from './0009-grants.ts';
import * as rounds from './0010-rounds.ts';
import * as reminders from './0011-reminders.ts';
import * as notices from './0012-notices.ts';
import * as deliveries from './0013-deliveries.ts';
import * as violations from './0014-violations.ts';
import * as exemptions from './0015-exemptions.ts';
import * as invitations from './0016-invitations.ts';
import * as auditChains from './0017-audit-chains.ts';
import * as auditEvents from './0018-audit-events.ts';
import * as handledEvents from './0019-handled-events.ts';
import * as auditTriggers from './0020-audit-triggers.ts';
import * as settings from './0021-settings.ts';
import * as campaigns from './0022-campaigns.ts';
import * as campaignPeople from './0023-campaign-people.ts';
import * as campaignMembers from './0024-campaign-members.ts';
import * as campaignReminders from './0025-campaign-reminders.ts';
import * as membersAway from './0026-members-away.ts';
import * as invitationsSent from './0027-invitations-sent.ts';
import * as invitationTasks from './0028-invitation-tasks.ts';
import * as membersByMethod from './0029-members-by-method.ts';
import * as reminderReasons from './0030-reminder-reasons.ts';
import * as enforcementPlans from './0031-enforcement-plans.ts';
import * as providerPauses from './0032-provider-pauses.ts';
import * as exemptionKinds from './0033-exemption-kinds.ts';
import * as exemptionsTold from './0034-exemptions-told.ts';
import * as accountsOwner from './0035-accounts-owner.ts';
import * as stagedAccountsOwner from './0036-staged-accounts-owner.ts';
import * as locks from './0037-locks.ts';
import * as readingsTurnedUnknown from './0038-readings-turned-unknown.ts';
import * as membersWasEnabled from './0039-members-was-enabled.ts';
import * as ownerDigests from './0040-owner-digests.ts';
import * as approvals from './0041-approvals.ts';
import * as membersById from './0042-members-by-id.ts';
import * as accountsByMembers from './0043-accounts-by-members.ts';
import * as accountIdentities from './0044-account-identities.ts';
import * as stagedIdentities from './0045-staged-identities.ts';
import * as accountLinks from './0046-account-links.ts';
import * as membersWithoutSlack from './0047-members-without-slack.ts';
import * as deliveriesToChannel from './0048-deliveries-to-channel.ts';

/** All migrations, by the name under which a database remembers them. Frozen once released: add, never change. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_organizations': organizations,
  '0002_members': members,
  '0003_readings': readings,
  '0004_accounts': accounts,
  '0005_staged_people': stagedPeople,
  '0006_staged_accounts': stagedAccounts,
  '0007_enforcements': enforcements,
  '0008_enforce_requests': enforceRequests,
  '0009_grants': grants,
  '0010_rounds': rounds,
  '0011_reminders': reminders,
  '0012_notices': notices,
  '0013_deliveries': deliveries,
  '0014_violations': violations,
  '0015_exemptions': exemptions,
  '0016_invitations': invitations,
  '0017_audit_chains': auditChains,
  '0018_audit_events': auditEvents,
  '0019_handled_events': handledEvents,
  '0020_audit_triggers': auditTriggers,
  '0021_settings': settings,
  '0022_campaigns': campaigns,
  '0023_campaign_people': campaignPeople,
  '0024_campaign_members': campaignMembers,
  '0025_campaign_reminders': campaignReminders,
  '0026_members_away': membersAway,
  '0027_invitations_sent': invitationsSent,
  '0028_invitation_tasks': invitationTasks,
  '0029_members_by_method': membersByMethod,
  '0030_reminder_reasons': reminderReasons,
  '0031_enforcement_plans': enforcementPlans,
  '0032_provider_pauses': providerPauses,
  '0033_exemption_kinds': exemptionKinds,
  '0034_exemptions_told': exemptionsTold,
  '0035_accounts_owner': accountsOwner,
  '0036_staged_accounts_owner': stagedAccountsOwner,
  '0037_locks': locks,
  '0038_readings_turned_unknown': readingsTurnedUnknown,
  '0039_members_was_enabled': membersWasEnabled,
  '0040_owner_digests': ownerDigests,
  '0041_approvals': approvals,
  '0042_members_by_id': membersById,
  '0043_accounts_by_members': accountsByMembers,
  '0044_account_identities': accountIdentities,
  '0045_staged_identities': stagedIdentities,
  '0046_account_links': accountLinks,
  '0047_members_without_slack': membersWithoutSlack,
  '0048_deliveries_to_channel': deliveriesToChannel,
};
