/** A message is built when it is sent: with the names of that moment, and only if it still is true. */
import { type Account, listAccountsOfMember } from '../../db/account-repository.ts';
import { getApproval } from '../../db/approval-repository.ts';
import type { Delivery } from '../../db/delivery-repository.ts';
import { findMember, findMembers, type Member } from '../../db/member-repository.ts';
import { getNotice } from '../../db/notice-repository.ts';
import type { Organization } from '../../db/organization-repository.ts';
import { countReminders, getReminder, type Reminder } from '../../db/reminder-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { distinctAccountName } from '../../domain/account.ts';
import { approvalEndsAt } from '../../domain/approval.ts';
import type { ApprovalId, MemberId, NoticeId, OrganizationId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import type { ApprovalNews, Doer, Message, NoticeFacts, NoticeMessage, SetupGuide } from '../../domain/message.ts';
import { hasOnlySms, judgeReading, type MfaPolicy } from '../../domain/mfa.ts';
import { isStillDue } from '../../domain/reminder.ts';
import type { Directory } from '../../ports.ts';
import { checkNudge } from '../campaigns/checking-nudge.ts';
import type { ServiceDeps } from '../deps.ts';
import { nameOutcome } from '../enforcement/deciding.ts';
import { composeLockNotice, listLockedGuides } from './composing-locks.ts';
import { type DoerId, type NoticePayload, noticePayload } from './notice-payload.ts';

type ComposeDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories'>;

/** `null` when there is nothing left to say. */
export async function composeMessage(
  deps: ComposeDeps,
  delivery: Delivery,
  organization: Organization,
  recipient: Member,
): Promise<Message | null> {
  if (delivery.reminderId !== null) {
    const reminder = await getReminder(deps.database.db, organization.id, delivery.reminderId);
    return delivery.channel === 'slack_edit'
      ? composeClosed(reminder, organization, recipient)
      : composeReminder(deps, reminder, organization, recipient);
  }
  const notice = await composeNotice(deps, organization, recipient, delivery.noticeId);
  return isOvertaken(notice, delivery) ? null : withoutName(notice, delivery);
}

/** A request that was decided before its message went out is nobody's any more; one that arrived says so by its edit. */
function isOvertaken(notice: NoticeMessage | null, { channel }: Delivery): boolean {
  return notice?.kind === 'approval_requested' && notice.state !== 'open' && channel !== 'slack_edit';
}

/** Names are private: a channel does not learn who asks for help. */
function withoutName(notice: NoticeMessage | null, { toChannel }: Delivery): NoticeMessage | null {
  return notice?.kind === 'help_requested' && toChannel !== null ? { ...notice, member: null } : notice;
}

export function personOf({ memberId, slackUserId, name }: Person): Person {
  return { memberId, slackUserId, name };
}

function composeClosed(reminder: Reminder, organization: Organization, recipient: Member): Message | null {
  const { outcome } = reminder;
  if (outcome === null || outcome === 'left' || outcome === 'superseded') return null;
  return {
    kind: 'reminder_closed',
    reminderId: reminder.id,
    recipient: personOf(recipient),
    organizationName: organization.name,
    outcome,
  };
}

async function composeReminder(
  deps: ComposeDeps,
  reminder: Reminder,
  organization: Organization,
  recipient: Member,
): Promise<Message | null> {
  if (reminder.state === 'closed' || !isStillDue(recipient)) return null;
  const campaign = await checkCampaign(deps, reminder, organization, recipient);
  if (campaign === null) return null;
  const names = await namesOf(deps, organization.id, reminder.requestedBy === null ? [] : [reminder.requestedBy]);
  return {
    kind: 'reminder',
    reminderId: reminder.id,
    reason: reminder.reason,
    recipient: personOf(recipient),
    organizationName: organization.name,
    requestedBy: names[0] ?? null,
    guides: await listGuides(deps, organization.id, recipient),
    onlySms: hasOnlySms(recipient),
    locked: await listLockedGuides(deps, organization.id, recipient.id),
    deadline: reminder.deadline,
    ...campaign,
  };
}

/** `null` when a campaign's reminder must not come now; nothing to add to any other. */
async function checkCampaign(deps: ComposeDeps, reminder: Reminder, organization: Organization, recipient: Member) {
  if (reminder.reason !== 'campaign') return {};
  const campaign = await checkNudge(deps, organization.id, reminder, recipient);
  return campaign === null ? null : { campaign };
}

/** Where this person turns MFA on: the accounts that lack it, else every directory. */
async function listGuides(
  deps: ComposeDeps,
  organizationId: OrganizationId,
  member: Pick<Member, 'id' | 'email'>,
): Promise<SetupGuide[]> {
  const { db } = deps.database;
  const accounts = await listAccountsOfMember(db, organizationId, member.id);
  const policy = await getSettings(db, organizationId);
  return guidesOf(deps.directories, accounts, { policy, ownEmail: member.email });
}

/** `ownEmail`: by which the person knows an account as theirs without being told which. */
export function guidesOf(
  directories: readonly Directory[],
  accounts: readonly Account[],
  { policy, ownEmail }: { policy: MfaPolicy; ownEmail: string | null },
): SetupGuide[] {
  const lacking = directories.flatMap((directory) => {
    const there = accounts.filter((account) => account.directory === directory.name);
    const known = { ownEmail, isOnly: there.length === 1 };
    const without = there.filter((account) => judgeReading(account, policy) !== 'enabled');
    return without.map(({ identity }) => toGuide(directory, distinctAccountName(identity, known)));
  });
  return lacking.length > 0 ? lacking : directories.map((directory) => toGuide(directory, null));
}

function toGuide({ label, setupUrl }: Directory, accountName: string | null): SetupGuide {
  return { directoryLabel: label, accountName, setupUrl };
}

/** In the order of the ids; who was erased is left out. */
async function namesOf(deps: ComposeDeps, organizationId: OrganizationId, ids: readonly MemberId[]): Promise<Person[]> {
  const members = await findMembers(deps.database.db, organizationId, ids, deps.clock.now());
  return ids.flatMap((id) => members.filter((member) => member.id === id).map(personOf));
}

async function nameDoer(deps: ComposeDeps, organizationId: OrganizationId, by: DoerId): Promise<Doer> {
  if (by.type !== 'member') return by;
  const [person] = await namesOf(deps, organizationId, [by.memberId]);
  return person === undefined ? { type: 'muster' } : { type: 'person', person };
}

async function composeNotice(
  deps: ComposeDeps,
  organization: Organization,
  recipient: Member,
  noticeId: NoticeId | null,
): Promise<NoticeMessage | null> {
  if (noticeId === null) throw new Error('a delivery of neither a reminder nor a notice');
  if (recipient.state === 'deactivated') return null;
  const notice = await getNotice(deps.database.db, organization.id, noticeId);
  const facts = { noticeId, recipient: personOf(recipient), organizationName: organization.name, at: notice.createdAt };
  return completeNotice(deps, organization.id, facts, noticePayload.parse(JSON.parse(notice.payload)), notice.text);
}

async function namePerson(
  deps: ComposeDeps,
  organizationId: OrganizationId,
  id: MemberId | null,
): Promise<Person | null> {
  const [person] = id === null ? [] : await namesOf(deps, organizationId, [id]);
  return person ?? null;
}

async function readApproval(deps: ComposeDeps, organizationId: OrganizationId, id: ApprovalId): Promise<ApprovalNews> {
  const approval = await getApproval(deps.database.db, organizationId, id);
  const { act, reason, requestedBy, state, announced } = approval;
  const by = await namePerson(deps, organizationId, requestedBy);
  return {
    ...{ approvalId: id, act, reason, state, announced },
    about: await namePerson(deps, organizationId, approval.concerns),
    by: by ?? { memberId: requestedBy, slackUserId: null, name: 'Somebody who was erased' },
    decidedBy: await namePerson(deps, organizationId, approval.decidedBy),
    endsAt: approvalEndsAt(approval),
  };
}

/** What was tried before somebody asked for help. */
async function readTried(deps: ComposeDeps, organizationId: OrganizationId, memberId: MemberId) {
  const { db } = deps.database;
  const accounts = await listAccountsOfMember(db, organizationId, memberId);
  const readAt = accounts.flatMap(({ statusReadAt }) => statusReadAt?.getTime() ?? []);
  return {
    reminded: await countReminders(db, organizationId, memberId),
    checkedAt: readAt.length === 0 ? null : new Date(Math.max(...readAt)),
  };
}

function dateOrNull(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

async function completeNotice(
  deps: ComposeDeps,
  organizationId: OrganizationId,
  facts: NoticeFacts,
  payload: NoticePayload,
  text: string | null,
): Promise<NoticeMessage | null> {
  switch (payload.kind) {
    case 'enforcement_on':
      return {
        ...{ ...facts, ...payload, by: await nameDoer(deps, organizationId, payload.by) },
        graceEndsAt: dateOrNull(payload.graceEndsAt),
      };
    case 'enforcement_stopped':
      return {
        ...{ ...facts, ...payload, by: await nameDoer(deps, organizationId, payload.by), reason: text },
        approvedBy: await namePerson(deps, organizationId, payload.approvedBy),
        until: dateOrNull(payload.until),
      };
    case 'approval_requested':
    case 'approval_ended':
      return { ...facts, kind: payload.kind, ...(await readApproval(deps, organizationId, payload.approvalId)) };
    case 'enforcement_armed':
      return {
        ...{ ...facts, ...payload, by: await nameDoer(deps, organizationId, payload.by) },
        until: dateOrNull(payload.until),
      };
    case 'enforcement_disarmed':
    case 'enforcement_lapsed':
      return { ...facts, ...payload, by: await nameDoer(deps, organizationId, payload.by) };
    case 'enforce_result':
      return { ...facts, kind: payload.kind, outcome: await nameOutcome(deps, organizationId, payload.outcome) };
    case 'violation_opened': {
      const members = await namesOf(deps, organizationId, payload.memberIds);
      return {
        ...facts,
        kind: payload.kind,
        members,
        total: payload.total,
        onlySms: payload.onlySms,
        graceEndsAt: new Date(payload.graceEndsAt),
      };
    }
    case 'violations_overdue':
      return {
        ...facts,
        kind: payload.kind,
        members: await namesOf(deps, organizationId, payload.memberIds),
        total: payload.total,
      };
    case 'weekly_summary': {
      const { stuckIds, ending, ...numbers } = payload;
      const stuck = await namesOf(deps, organizationId, stuckIds);
      const exempt = await namesOf(
        deps,
        organizationId,
        ending.map((exemption) => exemption.memberId),
      );
      const ends = ending.flatMap(({ memberId, endsAt }) =>
        exempt.filter((person) => person.memberId === memberId).map((person) => ({ person, endsAt: new Date(endsAt) })),
      );
      return { ...facts, ...numbers, stuck, ending: ends };
    }
    case 'help_requested': {
      const { memberId, kind, unreachable } = payload;
      const member = await findMember(deps.database.db, organizationId, memberId, deps.clock.now());
      const guides = await listGuides(deps, organizationId, member ?? { id: memberId, email: null });
      const person = member === null ? { memberId, slackUserId: null, name: 'Somebody' } : personOf(member);
      const tried = await readTried(deps, organizationId, memberId);
      return { ...facts, kind, member: person, guides, unreachable, ...tried };
    }
    case 'exemption_ending': {
      const [member] = await namesOf(deps, organizationId, [payload.memberId]);
      return {
        ...facts,
        kind: payload.kind,
        member: member ?? { memberId: payload.memberId, slackUserId: null, name: 'Somebody' },
        endsAt: new Date(payload.endsAt),
      };
    }
    case 'accounts_locked':
    case 'locks_waiting':
    case 'unlock_failed':
    case 'account_locked':
    case 'account_unlocked':
      return composeLockNotice(deps, organizationId, facts, payload, (ids) => namesOf(deps, organizationId, ids));
    case 'enforcement_waits':
    case 'status_unknown':
    case 'reading_held':
    case 'round_finished':
    case 'round_failed':
    case 'campaign_deadline':
    case 'milestone':
    case 'not_required_anymore':
    case 'slack_disconnected':
      return { ...facts, ...payload };
  }
}
