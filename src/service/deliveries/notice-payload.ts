import { z } from 'zod';
import type { ApprovalId, MemberId, RoundId } from '../../domain/ids.ts';
import { TURNED_ON, WAITING_STANDINGS } from '../../domain/message.ts';
import { WAITS } from '../../domain/turning-on.ts';

/** What a notice keeps until it is sent: ids and numbers. Names are looked up when the message is built. */
const memberId = z.custom<MemberId>((value) => typeof value === 'string' && value.startsWith('mem_'));
const roundId = z.custom<RoundId>((value) => typeof value === 'string' && value.startsWith('rnd_'));
const approvalId = z.custom<ApprovalId>((value) => typeof value === 'string' && value.startsWith('apr_'));

const tally = z.object({
  active: z.number(),
  counted: z.number(),
  enabled: z.number(),
  disabled: z.number(),
  unknown: z.number(),
  exempt: z.number(),
  pending: z.number(),
  outOfScope: z.number(),
  guests: z.object({ counted: z.number(), enabled: z.number() }),
  sms: z.object({ enabled: z.number(), disabled: z.number() }).default({ enabled: 0, disabled: 0 }),
});

const by = z.discriminatedUnion('type', [
  z.object({ type: z.literal('member'), memberId }),
  z.object({ type: z.literal('server') }),
  z.object({ type: z.literal('muster') }),
]);
export type DoerId = z.infer<typeof by>;

const head = z.object({ sequence: z.number(), hash: z.string() });
const at = z.iso.datetime();

const missingMember = z.object({ memberId, status: z.enum(['disabled', 'unknown']) });

const outcome = z.discriminatedUnion('type', [
  z.object({ type: z.literal('enforced'), tally }),
  z.object({
    type: z.literal('refused'),
    sentence: z.string(),
    tally: tally.nullable(),
    missing: z.array(missingMember),
    missingTotal: z.number(),
    remindable: z.number(),
    offers: z.array(z.enum(['when_ready', 'by_date'])).default([]),
  }),
]);
export type OutcomePayload = z.infer<typeof outcome>;

export const noticePayload = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('enforcement_on'),
    by,
    how: z.enum(TURNED_ON).default('asked'),
    tally,
    graceEndsAt: at.nullable().default(null),
    head,
  }),
  z.object({
    kind: z.literal('enforcement_stopped'),
    by,
    approvedBy: memberId.nullable().default(null),
    until: at.nullable().default(null),
    head,
  }),
  z.object({ kind: z.literal('approval_requested'), approvalId }),
  z.object({ kind: z.literal('approval_ended'), approvalId }),
  z.object({ kind: z.literal('enforcement_armed'), by, until: at.nullable(), tally }),
  z.object({ kind: z.literal('enforcement_disarmed'), by, was: z.enum(['armed', 'scheduled']) }),
  z.object({ kind: z.literal('enforcement_waits'), was: z.enum(WAITING_STANDINGS), reason: z.enum(WAITS) }),
  z.object({ kind: z.literal('enforcement_lapsed'), by, was: z.enum(WAITING_STANDINGS) }),
  z.object({ kind: z.literal('enforce_result'), outcome }),
  z.object({
    kind: z.literal('violation_opened'),
    memberIds: z.array(memberId),
    total: z.number(),
    onlySms: z.number().default(0),
    graceEndsAt: at,
  }),
  z.object({ kind: z.literal('violations_overdue'), memberIds: z.array(memberId), total: z.number() }),
  z.object({
    kind: z.literal('accounts_locked'),
    memberIds: z.array(memberId),
    total: z.number(),
    directories: z.array(z.string()),
  }),
  z.object({ kind: z.literal('locks_waiting'), memberIds: z.array(memberId), total: z.number() }),
  z.object({
    kind: z.literal('unlock_failed'),
    memberIds: z.array(memberId),
    total: z.number(),
    directory: z.string(),
  }),
  z.object({ kind: z.literal('account_locked') }),
  z.object({ kind: z.literal('account_unlocked'), directory: z.string() }),
  z.object({ kind: z.literal('status_unknown'), unknown: z.number(), counted: z.number(), directoryLabel: z.string() }),
  z.object({ kind: z.literal('reading_held'), directoryLabel: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('help_requested'), memberId, unreachable: z.string().nullable().default(null) }),
  z.object({ kind: z.literal('exemption_ending'), memberId, endsAt: at }),
  z.object({
    kind: z.literal('round_finished'),
    roundId: roundId.nullable().default(null),
    sent: z.number(),
    skipped: z.number(),
    failed: z.number(),
    total: z.number(),
  }),
  z.object({ kind: z.literal('round_failed'), sentence: z.string() }),
  z.object({
    kind: z.literal('campaign_deadline'),
    enabled: z.number(),
    lacking: z.number(),
    stuck: z.number(),
    away: z.number(),
  }),
  z.object({
    kind: z.literal('weekly_summary'),
    enabled: z.number(),
    counted: z.number(),
    before: z.object({ enabled: z.number(), counted: z.number() }).nullable(),
    reminded: z.number(),
    answered: z.number(),
    stuckIds: z.array(memberId),
    stuckTotal: z.number(),
    ending: z.array(z.object({ memberId, endsAt: at })),
  }),
  z.object({ kind: z.literal('milestone'), percent: z.number(), enabled: z.number(), counted: z.number() }),
  z.object({ kind: z.literal('not_required_anymore') }),
  z.object({ kind: z.literal('slack_disconnected') }),
]);
export type NoticePayload = z.infer<typeof noticePayload>;
