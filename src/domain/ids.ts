/** Typed ids: a prefix that names the table and a UUIDv7, so that ids of one table sort by time and are never mixed up. */
export interface IdPrefix {
  organization: 'org';
  member: 'mem';
  account: 'acc';
  reading: 'rdg';
  enforceRequest: 'enf';
  grant: 'grt';
  reminder: 'rem';
  round: 'rnd';
  notice: 'ntc';
  delivery: 'dlv';
  violation: 'vio';
  lock: 'lck';
  exemption: 'exm';
  invitation: 'inv';
  invitationTask: 'ivt';
  approval: 'apr';
  auditEvent: 'evt';
  campaign: 'cmp';
}

export type IdOf<Noun extends keyof IdPrefix> = `${IdPrefix[Noun]}_${string}`;

export type OrganizationId = IdOf<'organization'>;
export type MemberId = IdOf<'member'>;
export type AccountId = IdOf<'account'>;
export type ReadingId = IdOf<'reading'>;
export type EnforceRequestId = IdOf<'enforceRequest'>;
export type GrantId = IdOf<'grant'>;
export type ReminderId = IdOf<'reminder'>;
/** One press of *Send*: the reminders that were asked for together. */
export type RoundId = IdOf<'round'>;
export type NoticeId = IdOf<'notice'>;
export type DeliveryId = IdOf<'delivery'>;
export type ViolationId = IdOf<'violation'>;
export type LockId = IdOf<'lock'>;
export type ExemptionId = IdOf<'exemption'>;
export type InvitationId = IdOf<'invitation'>;
/** One thing to be done for an invitation: its email, or the invitation to a directory. */
export type InvitationTaskId = IdOf<'invitationTask'>;
/** A request that a second person agrees to what weakens the protection. */
export type ApprovalId = IdOf<'approval'>;
export type AuditEventId = IdOf<'auditEvent'>;
export type CampaignId = IdOf<'campaign'>;

/** A person in Slack, `U…` or `W…`. Slack issues it, so it carries no prefix of ours. */
export type SlackUserId = string;
