import { z } from 'zod';
import type {
  ApprovalId,
  CampaignId,
  EnforceRequestId,
  InvitationId,
  MemberId,
  NoticeId,
  ReminderId,
  RoundId,
} from '../domain/ids.ts';
import type { Settings } from '../domain/settings.ts';
import { MEMBER_FILTERS } from '../service/screens/screens.ts';

/** What travels in `private_metadata` and in the values of buttons, as JSON. It comes back from outside: never trusted. */
export interface Codec<T> {
  encode(value: T): string;
  /** `null` for everything that is not what was encoded. */
  decode(text: string | null | undefined): T | null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codec<Schema extends z.ZodType>(schema: Schema): Codec<z.output<Schema>> {
  return {
    encode: (value) => JSON.stringify(value),
    decode: (text) => schema.safeParse(parseJson(text ?? '')).data ?? null,
  };
}

function id<Id extends string>(prefix: string) {
  return z.custom<Id>((value) => typeof value === 'string' && value.length <= 60 && value.startsWith(`${prefix}_`));
}

const memberId = id<MemberId>('mem');
const page = z.number().int().min(0).max(1_000_000);
const filter = z.enum(MEMBER_FILTERS);
const revision = z.number().int().min(0);

export const enforceMetadata = codec(z.object({ revision, confirmExempt: z.number().int().nullable() }));
export const armMetadata = codec(
  z.object({ type: z.enum(['when_ready', 'by_date']), revision, confirmExempt: z.number().int().nullable() }),
);
export const stopMetadata = codec(z.object({ revision }));
export const roundMetadata = codec(z.object({ roundId: id<RoundId>('rnd') }));
const settings: z.ZodType<Settings> = z.object({
  graceDays: z.number(),
  locking: z.boolean(),
  smsCounts: z.boolean(),
  helpChannel: z.string().max(60).nullable(),
  secondPerson: z.boolean(),
  weeklySummary: z.boolean(),
  retentionDays: z.number(),
});
/** `seen`: how it stood when the modal was opened. `round`: how often it was shown anew. */
export const settingsMetadata = codec(z.object({ seen: settings, round: z.number().int().min(0).max(1000) }));
export const exemptMetadata = codec(z.object({ memberId }));
export const approvalValue = codec(z.object({ approvalId: id<ApprovalId>('apr') }));
const campaignId = id<CampaignId>('cmp');
export const scheduleMetadata = codec(
  z.object({ campaignId, revision: revision.nullable(), userGroupId: z.string().max(40).nullable() }),
);
export const campaignRef = codec(z.object({ campaignId }));
export const campaignValue = codec(z.object({ do: z.enum(['edit', 'pause', 'resume', 'end']), id: campaignId }));
export const noticeValue = codec(z.object({ noticeId: id<NoticeId>('ntc') }));
export const requestValue = codec(z.object({ requestId: id<EnforceRequestId>('enf') }));
export const reminderValue = codec(z.object({ reminderId: id<ReminderId>('rem') }));
export const membersValue = codec(z.object({ filter, page }));
export const historyValue = codec(z.object({ page, memberId: memberId.nullable() }));
export const invitationsMetadata = codec(z.object({ page, round: z.number().int().min(0) }));
export const invitationValue = codec(z.object({ do: z.enum(['again', 'withdraw']), id: id<InvitationId>('inv') }));
export const linkMetadata = codec(z.object({ member: memberId }));
/** An option's value has at most 75 characters: the keys are short for that. */
export const memberValue = codec(
  z.object({ do: z.enum(['remind', 'history', 'exempt', 'unexempt', 'let_in', 'link', 'unlink']), member: memberId }),
);
/** The moment up to which waiting locks are allowed, in milliseconds. */
export const allowValue = codec(z.object({ at: z.number().int().min(0).max(8.64e15) }));
