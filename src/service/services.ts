/** Every use case that somebody can start from Slack, in one object that the composition root makes. */
import { rememberEvent } from '../db/handled-event-repository.ts';
import { findOrganizationByTeam } from '../db/organization-repository.ts';
import type { Press } from '../domain/approval.ts';
import type {
  AccountId,
  ApprovalId,
  EnforceRequestId,
  InvitationId,
  MemberId,
  NoticeId,
  OrganizationId,
  ReminderId,
  RoundId,
  SlackUserId,
} from '../domain/ids.ts';
import type { TurningOn } from '../domain/turning-on.ts';
import { pressApproval } from './approvals/deciding.ts';
import type { Caller } from './caller.ts';
import { createCampaignServices } from './campaigns/campaign-services.ts';
import { leaveSlack, type SlackGone } from './deliveries/away.ts';
import type { ServiceDeps } from './deps.ts';
import { type ArmSubmission, disarm, openArming, submitArming } from './enforcement/arming.ts';
import { cancelEnforce, type EnforceSubmission, openEnforce, submitEnforce } from './enforcement/enforcing.ts';
import { openStop, type StopSubmission, submitStop } from './enforcement/stopping.ts';
import {
  type ExemptSubject,
  type ExemptSubmission,
  endExemption,
  openExempt,
  submitExempt,
} from './exemptions/exempting.ts';
import { invite, resend, withdraw } from './invitations/inviting.ts';
import { openInvitations } from './invitations/listing.ts';
import { openLocks } from './locking/locks-screen.ts';
import { allowLocks, letIn } from './locking/permitting.ts';
import { seePerson } from './members/arriving.ts';
import { createChangeFilter } from './members/changes.ts';
import { checkMe } from './members/checking.ts';
import { type GrantRequest, grant, revoke } from './members/granting.ts';
import { link, openLink, openUnlink, unlink } from './members/linking.ts';
import { acceptHeldReading } from './readings/accepting.ts';
import { askForHelp, whoAsks } from './reminders/helping.ts';
import { type ReminderSubject, remindOne } from './reminders/reminding.ts';
import { retryFailed } from './reminders/retrying.ts';
import { openEveryone, submitEveryone } from './reminders/rounds.ts';
import { openMembers } from './screens/listing.ts';
import type { MemberFilter } from './screens/screens.ts';
import { createStanding, openHome, openStatus } from './screens/showing.ts';
import { openHistory } from './screens/telling-history.ts';
import { openSettings, type SettingsSubmission, submitSettings } from './settings/changing-settings.ts';

export type Services = ReturnType<typeof createServices>;

export function createServices(deps: ServiceDeps) {
  const standing = createStanding(deps);
  const teams = new Map<string, OrganizationId>();
  return {
    status: { open: (caller: Caller) => openStatus(deps, standing, caller) },
    enforcement: {
      open: (caller: Caller) => openEnforce(deps, caller),
      submit: (caller: Caller, submission: EnforceSubmission) => submitEnforce(deps, caller, submission),
      cancel: (caller: Caller, requestId: EnforceRequestId) => cancelEnforce(deps, caller, requestId),
      openArming: (caller: Caller, type: TurningOn['type']) => openArming(deps, caller, type),
      submitArming: (caller: Caller, submission: ArmSubmission) => submitArming(deps, caller, submission),
      disarm: (caller: Caller) => disarm(deps, caller),
      openStop: (caller: Caller) => openStop(deps, caller),
      submitStop: (caller: Caller, submission: StopSubmission) => submitStop(deps, caller, submission),
    },
    approvals: {
      press: (caller: Caller, request: { id: ApprovalId; press: Press }) => pressApproval(deps, caller, request),
    },
    reminders: {
      remindOne: (caller: Caller, subject: ReminderSubject) => remindOne(deps, caller, subject),
      openEveryone: (caller: Caller) => openEveryone(deps, caller),
      submitEveryone: (caller: Caller, round: { roundId: RoundId; viewId: string | null }) =>
        submitEveryone(deps, caller, round),
      retryFailed: (caller: Caller, round: { roundId: RoundId; viewId: string | null }) =>
        retryFailed(deps, caller, round),
      askForHelp: (caller: Caller, reminderId: ReminderId) => askForHelp(deps, caller, reminderId),
      whoAsks: (caller: Caller, noticeId: NoticeId) => whoAsks(deps, caller, noticeId),
    },
    campaigns: createCampaignServices(deps),
    members: {
      open: (caller: Caller, list: { filter: MemberFilter; page: number }) => openMembers(deps, caller, list),
    },
    links: {
      open: (caller: Caller, memberId: MemberId) => openLink(deps, caller, memberId),
      openUnlink: (caller: Caller, memberId: MemberId) => openUnlink(deps, caller, memberId),
      link: (caller: Caller, choice: { memberId: MemberId; slackUserId: SlackUserId }) => link(deps, caller, choice),
      unlink: (caller: Caller, choice: { memberId: MemberId; accountId: AccountId }) => unlink(deps, caller, choice),
    },
    checks: { check: (caller: Caller) => checkMe(deps, caller) },
    grants: {
      grant: (caller: Caller, request: GrantRequest) => grant(deps, caller, request),
      revoke: (caller: Caller, request: GrantRequest) => revoke(deps, caller, request),
    },
    exemptions: {
      open: (caller: Caller, subject: ExemptSubject) => openExempt(deps, caller, subject),
      submit: (caller: Caller, submission: ExemptSubmission) => submitExempt(deps, caller, submission),
      end: (caller: Caller, memberId: MemberId) => endExemption(deps, caller, memberId),
    },
    settings: {
      open: (caller: Caller) => openSettings(deps, caller),
      submit: (caller: Caller, submission: SettingsSubmission) => submitSettings(deps, caller, submission),
    },
    history: {
      open: (caller: Caller, window: { page: number; memberId?: MemberId }) => openHistory(deps, caller, window),
    },
    home: {
      open: (caller: Caller, list?: { filter?: MemberFilter; page?: number }) => openHome(deps, caller, list),
    },
    invitations: {
      open: (caller: Caller, page: number) => openInvitations(deps, caller, page),
      invite: (caller: Caller, email: string) => invite(deps, caller, email),
      resend: (caller: Caller, id: InvitationId) => resend(deps, caller, id),
      withdraw: (caller: Caller, id: InvitationId) => withdraw(deps, caller, id),
    },
    locks: {
      open: (caller: Caller) => openLocks(deps, caller),
      allow: (caller: Caller, before: Date) => allowLocks(deps, caller, before),
      letIn: (caller: Caller, memberId: MemberId) => letIn(deps, caller, memberId),
    },
    readings: { accept: (caller: Caller) => acceptHeldReading(deps, caller) },
    arrivals: {
      isChange: createChangeFilter(),
      seen: (organizationId: OrganizationId, slackUserId: SlackUserId) => seePerson(deps, organizationId, slackUserId),
    },
    away: { leave: (organizationId: OrganizationId, reason: SlackGone) => leaveSlack(deps, organizationId, reason) },
    organizations: { findIdByTeam: (teamId: string) => findIdByTeam(deps, teams, teamId) },
    events: {
      remember: (organizationId: OrganizationId, eventId: string) =>
        rememberEvent(deps.database.db, organizationId, eventId, deps.clock.now()),
    },
  };
}

/** A team keeps its organization for good, so each is looked up once. */
async function findIdByTeam(
  { database }: ServiceDeps,
  teams: Map<string, OrganizationId>,
  teamId: string,
): Promise<OrganizationId | null> {
  const known = teams.get(teamId);
  if (known !== undefined) return known;
  const organization = await findOrganizationByTeam(database.db, teamId);
  if (organization === null) return null;
  teams.set(teamId, organization.id);
  return organization.id;
}
