/** What weakens the protection takes two, where an organization has chosen so. */
import { type Standing, type StandingFacts, standingOf } from './enforcement.ts';
import type { ExemptionKind } from './exemption.ts';
import type { MemberId } from './ids.ts';
import { isOwner, type Role } from './member.ts';
import { includes, type Permission } from './permission.ts';
import { needsExemptionConfirmation, type Tally } from './readiness.ts';
import type { Refusal } from './refusal.ts';

/** What a second person agrees to. Ids and numbers only: a reason is kept apart. */
export type ApprovedAct =
  /** `forMs`: for a while. It is void after any other change of enforcement. */
  | { type: 'stop'; forMs: number | null; revision: number }
  /** Where more than a fifth would be exempt. `endsAt`: ISO 8601. */
  | { type: 'exempt'; memberId: MemberId; sponsorId: MemberId; kind: ExemptionKind; endsAt: string }
  | { type: 'longer_grace'; graceDays: number }
  /** Opts out of locks. */
  | { type: 'no_locking' }
  /** Turns this rule off. */
  | { type: 'one_person' };

export const APPROVAL_STATES = ['open', 'approved', 'declined', 'withdrawn', 'lapsed', 'took_effect', 'void'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
export type ApprovalEnd = Exclude<ApprovalState, 'open'>;

/** How long a request waits. An announced one takes effect then, any other lapses. */
const APPROVAL_LIFETIME_MS = 24 * 60 * 60_000;

export interface ApprovalFacts {
  state: ApprovalState;
  requestedBy: MemberId;
  requestedAt: Date;
  /** Nobody could approve it: all owners were told, and it takes effect after its time. */
  announced: boolean;
  /** Whom it exempts: nobody exempts themself. */
  concerns: MemberId | null;
}

/** Somebody who may enforce, and by what. */
export interface Officer {
  memberId: MemberId;
  role: Role;
  grants: readonly { permission: Permission; grantedBy: MemberId; createdAt: Date }[];
}

/** Whom it exempts; `null` for everything else. */
export function concernsOf(act: ApprovedAct): MemberId | null {
  return act.type === 'exempt' ? act.memberId : null;
}

/** Of what only one request may be open at a time. */
export function subjectOf(act: ApprovedAct): string {
  return act.type === 'exempt' ? `${act.type} ${act.memberId}` : act.type;
}

/** One more exemption, where more than a fifth would be exempt then. */
export function exemptTakesTwo(tally: Pick<Tally, 'active' | 'exempt'>): boolean {
  return needsExemptionConfirmation({ active: tally.active, exempt: tally.exempt + 1 });
}

export function approvalEndsAt({ requestedAt }: Pick<ApprovalFacts, 'requestedAt'>): Date {
  return new Date(requestedAt.getTime() + APPROVAL_LIFETIME_MS);
}

/** Stopping what only waits to turn on takes one: anybody who may enforce can take that back. */
export function stopTakesTwo(enforcement: StandingFacts): boolean {
  return ({ off: false, armed: false, scheduled: false, on: true, paused: true } satisfies Record<Standing, boolean>)[
    standingOf(enforcement)
  ];
}

/** Nobody approves their own, nor who got the permission from the requester within the day before the request. */
export function isEligible(
  officer: Officer,
  { requestedBy, requestedAt, concerns }: Pick<ApprovalFacts, 'requestedBy' | 'requestedAt' | 'concerns'>,
) {
  if (officer.memberId === requestedBy || officer.memberId === concerns) return false;
  if (isOwner(officer.role)) return true;
  const since = requestedAt.getTime() - APPROVAL_LIFETIME_MS;
  return officer.grants.some(
    ({ permission, grantedBy, createdAt }) =>
      includes(permission, 'enforce') && (grantedBy !== requestedBy || createdAt.getTime() <= since),
  );
}

/** Turning the rule on needs somebody else who could approve. */
export function refuseSecondPerson(officers: readonly Officer[], actorId: MemberId, now: Date): Refusal | null {
  const asked = { requestedBy: actorId, requestedAt: now, concerns: null };
  return officers.some((officer) => isEligible(officer, asked)) ? null : { code: 'no_second_person' };
}

export type Press = 'approve' | 'decline';
export type PressDecision =
  | { type: 'close'; state: 'approved' | 'declined' | 'withdrawn' | 'lapsed' }
  | { type: 'refuse'; refusal: Refusal };

/** Somebody presses *Approve* or *Decline*. `permission` is theirs at this moment. */
export function decidePress(
  approval: ApprovalFacts,
  press: Press,
  { officer, permission, now }: { officer: Officer; permission: Permission | null; now: Date },
): PressDecision {
  if (approval.state !== 'open') return refuse({ code: 'approval_closed' });
  if (officer.memberId === approval.requestedBy) {
    return press === 'decline' ? { type: 'close', state: 'withdrawn' } : refuse({ code: 'own_approval' });
  }
  if (!includes(permission, 'enforce')) return refuse({ code: 'not_permitted', needed: 'enforce' });
  if (now >= approvalEndsAt(approval)) {
    return approval.announced ? refuse({ code: 'approval_closed' }) : { type: 'close', state: 'lapsed' };
  }
  if (press === 'decline') return { type: 'close', state: 'declined' };
  if (officer.memberId === approval.concerns) return refuse({ code: 'exempt_self' });
  return isEligible(officer, approval) ? { type: 'close', state: 'approved' } : refuse({ code: 'granted_recently' });
}

function refuse(refusal: Refusal): PressDecision {
  return { type: 'refuse', refusal };
}

/** Its time is over: what becomes of it. `null` while it is not, or while nobody tells what the requester may do. */
export function decideTimeOver(
  approval: ApprovalFacts,
  {
    now,
    permission,
  }: { now: Date; permission: { type: 'known'; permission: Permission | null } | { type: 'unreadable' } },
): 'lapsed' | 'took_effect' | 'void' | null {
  if (approval.state !== 'open' || now < approvalEndsAt(approval)) return null;
  if (!approval.announced) return 'lapsed';
  if (permission.type === 'unreadable') return null;
  return includes(permission.permission, 'enforce') ? 'took_effect' : 'void';
}
