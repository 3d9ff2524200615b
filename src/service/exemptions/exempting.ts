/** `/mfa exempt @person` and *End exemption*: people with `manage`, by their live role; nobody exempts or sponsors themself. */
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findActiveExemption } from '../../db/exemption-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { findMember, findMemberBySlackId, type Member } from '../../db/member-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { exemptTakesTwo } from '../../domain/approval.ts';
import {
  EXEMPTION_REASON_LIMIT,
  type ExemptionKind,
  type ExemptProblem,
  exemptionDays,
  exemptProblems,
  parseExemptionEnd,
  refuseExempt,
} from '../../domain/exemption.ts';
import type { MemberId, OrganizationId, SlackUserId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import { includes } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { type Asked, askSecondPerson } from '../approvals/asking.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { type Actor, findOfficer, readLivePermission } from '../members/actor.ts';
import { readNewSince } from '../members/newcomers.ts';
import { done, refused } from '../outcome.ts';
import type { ExemptScreen, Outcome } from '../screens/screens.ts';
import { type Act, type ExemptionRequest, performEnd, performExemption } from './performing.ts';

type ExemptDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'log' | 'directories' | 'mailer' | 'queue'>;
export type ExemptSubject = { slackUserId: SlackUserId } | { memberId: MemberId };

export interface ExemptSubmission {
  memberId: MemberId;
  reason: string;
  sponsor: SlackUserId | null;
  /** `YYYY-MM-DD` on the calendar of who submits. */
  endDay: string | null;
  kind: ExemptionKind;
}

export type ExemptOutcome =
  | { type: 'exempted'; person: Person; endsAt: Date; kind: ExemptionKind }
  /** More than a fifth would be exempt, and that takes two. */
  | ({ type: 'asked' } & Asked)
  | { type: 'invalid'; problems: readonly ExemptProblem[] }
  | { type: 'refused'; refusal: Refusal };

export async function openExempt(
  deps: ExemptDeps,
  caller: Caller,
  subject: ExemptSubject,
): Promise<Outcome<ExemptScreen>> {
  const now = deps.clock.now();
  const actor = await findOfficer(deps, caller);
  const member = await findSubject(deps, caller, subject);
  if (member === null && includes(actor.permission, 'manage')) return refused({ code: 'person_not_member' });
  const refusal =
    member === null
      ? ({ code: 'not_permitted', needed: 'manage' } as const)
      : await refuse(deps, caller, { ...actor, subject: member });
  if (member === null || refusal !== null) {
    await recordRefusal(deps, caller, actor.member.id, 'exempt.refused', refusal ?? { code: 'person_not_member' });
    return refused(refusal ?? { code: 'person_not_member' });
  }
  return done({
    person: personOf(member),
    mfaStatus: member.mfaStatus,
    mfaMethod: member.mfaMethod,
    ...exemptionDays(now, zoneOf(actor)),
  });
}

function zoneOf({ member }: Pick<Actor, 'member'>): string {
  return member.timeZone ?? 'UTC';
}

async function findSubject(
  deps: ExemptDeps,
  { organizationId }: Caller,
  subject: ExemptSubject,
): Promise<Member | null> {
  const { db } = deps.database;
  const now = deps.clock.now();
  return 'memberId' in subject
    ? findMember(db, organizationId, subject.memberId, now)
    : findMemberBySlackId(db, organizationId, subject.slackUserId, now);
}

async function refuse(
  deps: ExemptDeps,
  { organizationId }: Caller,
  { member, permission, subject }: Actor & { subject: Member },
): Promise<Refusal | null> {
  const exemption = await findActiveExemption(deps.database.db, organizationId, subject.id, deps.clock.now());
  const exemptUntil = exemption?.endsAt ?? null;
  return refuseExempt({ actorId: member.id, permission, subject, exemptUntil });
}

export async function submitExempt(
  deps: ExemptDeps,
  caller: Caller,
  submission: ExemptSubmission,
): Promise<ExemptOutcome> {
  const { organizationId } = caller;
  const now = deps.clock.now();
  const { member } = await findOfficer(deps, caller);
  const subject = await findSubject(deps, caller, submission);
  const live = await readLivePermission(deps, organizationId, caller.slackUserId);
  const refusal = await refuseLive(deps, caller, live, member, subject);
  if (refusal !== null || subject === null) {
    return refuseAndRecord(deps, caller, member, refusal ?? { code: 'person_not_member' });
  }
  const sponsor =
    submission.sponsor === null ? null : await findSubject(deps, caller, { slackUserId: submission.sponsor });
  const endsAt = parseExemptionEnd(submission.endDay ?? '', now, zoneOf({ member }));
  const reason = submission.reason.trim().slice(0, EXEMPTION_REASON_LIMIT).toWellFormed();
  const problems = exemptProblems({ subjectId: subject.id, reason, sponsor, endsAt });
  if (problems.length > 0 || sponsor === null || endsAt === null) return { type: 'invalid', problems };
  const act = await actOf(deps, caller, member.id);
  const { kind } = submission;
  const request = { memberId: subject.id, sponsorId: sponsor.id, kind, reason, endsAt };
  const result = await inTransaction(deps.database, async (trx, onCommit): Promise<Asked | Refusal | null> => {
    await lockEnforcement(trx, organizationId);
    // A second *Exempt* of the same window finds the first.
    if ((await findActiveExemption(trx, organizationId, subject.id, now)) !== null) return { code: 'already_exempt' };
    onCommit(() => deps.queue.wakeDeliveries());
    if (await takesTwo(trx, organizationId, now)) return askForExemption(trx, act, request, member.id);
    await performExemption(trx, act, request);
    return null;
  });
  if (result === null) return { type: 'exempted', person: personOf(subject), endsAt, kind };
  return 'code' in result ? refuseAndRecord(deps, caller, member, result) : { type: 'asked', ...result };
}

async function takesTwo(trx: Trx, organizationId: OrganizationId, now: Date): Promise<boolean> {
  const { secondPerson } = await getSettings(trx, organizationId);
  return secondPerson && exemptTakesTwo(await tallyMembers(trx, organizationId, now));
}

function askForExemption(
  trx: Trx,
  { organizationId, source, reach }: Act,
  { reason, endsAt, ...request }: ExemptionRequest,
  requestedBy: MemberId,
): Promise<Asked | Refusal> {
  const act = { type: 'exempt', ...request, endsAt: endsAt.toISOString() } as const;
  return askSecondPerson(trx, organizationId, { act, reason, requestedBy, source, reach });
}

async function refuseLive(
  deps: ExemptDeps,
  caller: Caller,
  live: Awaited<ReturnType<typeof readLivePermission>>,
  member: Member,
  subject: Member | null,
): Promise<Refusal | null> {
  if (live.type === 'unreadable') return { code: 'role_unreadable' };
  if (!includes(live.permission, 'manage')) return { code: 'not_permitted', needed: 'manage' };
  if (subject === null) return { code: 'person_not_member' };
  return refuse(deps, caller, { member, permission: live.permission, subject });
}

async function refuseAndRecord(deps: ExemptDeps, caller: Caller, actor: Member, refusal: Refusal) {
  await recordRefusal(deps, caller, actor.id, 'exempt.refused', refusal);
  return refused(refusal);
}

async function actOf(deps: ExemptDeps, { organizationId, source }: Caller, actorId: MemberId): Promise<Act> {
  const now = deps.clock.now();
  return {
    organizationId,
    source,
    actor: { type: 'member', id: actorId },
    appearedSince: await readNewSince(deps, organizationId, now),
    reach: { mailEnabled: deps.mailer.enabled, now },
  };
}

/** *End exemption*: the member is counted again at once. */
export async function endExemption(
  deps: ExemptDeps,
  caller: Caller,
  memberId: MemberId,
): Promise<Outcome<{ person: Person }>> {
  const { organizationId } = caller;
  const { member } = await findOfficer(deps, caller);
  const live = await readLivePermission(deps, organizationId, caller.slackUserId);
  if (live.type === 'unreadable') return refuseAndRecord(deps, caller, member, { code: 'role_unreadable' });
  if (!includes(live.permission, 'manage')) {
    return refuseAndRecord(deps, caller, member, { code: 'not_permitted', needed: 'manage' });
  }
  const subject = await findSubject(deps, caller, { memberId });
  if (subject === null) return refused({ code: 'person_not_member' });
  const act = await actOf(deps, caller, member.id);
  const ended = await inTransaction(deps.database, async (trx, onCommit) => {
    onCommit(() => deps.queue.wakeDeliveries());
    return performEnd(trx, act, memberId, 'taken_back');
  });
  return ended.length === 0 ? refused({ code: 'not_exempt' }) : done({ person: personOf(subject) });
}
