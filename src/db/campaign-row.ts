import type { Selectable } from 'kysely';
import { z } from 'zod';
import { AT_DEADLINE, type Campaign, type CampaignDraft } from '../domain/campaign.ts';
import type { MemberId } from '../domain/ids.ts';
import { isIdOf } from './ids.ts';
import { parseJson } from './json.ts';
import type { CampaignTable } from './schema-campaign.ts';
import { fromInstant, fromInstantOrNull } from './values.ts';

const memberIds = z.array(z.custom<MemberId>((id) => typeof id === 'string' && isIdOf('member', id)));

type Choices = Omit<CampaignDraft, 'deadline' | 'message'>;

const choicesSchema: z.ZodType<Choices> = z.object({
  audience: z.discriminatedUnion('type', [
    z.object({ type: z.literal('everyone') }),
    z.object({ type: z.literal('usergroup'), userGroupId: z.string() }),
    z.object({ type: z.literal('people'), memberIds }),
  ]),
  exceptMemberIds: memberIds,
  cadence: z.discriminatedUnion('type', [
    z.object({ type: z.enum(['gentle', 'standard', 'firm']) }),
    z.object({
      type: z.literal('own'),
      everyWorkingDays: z.int(),
      dailyInLastWeek: z.boolean(),
      twiceOnLastDays: z.boolean(),
    }),
  ]),
  channels: z.discriminatedUnion('type', [
    z.object({ type: z.literal('dm') }),
    z.object({ type: z.literal('email') }),
    z.object({ type: z.literal('both'), emailAfter: z.int() }),
  ]),
  workingTime: z.object({ days: z.array(z.int()), from: z.int(), to: z.int() }),
  timeZone: z.string(),
  snoozes: z.object({ count: z.int(), longestDays: z.int() }),
  atDeadline: z.enum(AT_DEADLINE),
});

export function toChoices(draft: CampaignDraft): string {
  const { deadline: _deadline, message: _message, ...choices } = draft;
  return JSON.stringify(choicesSchema.parse(choices));
}

export function toCampaign(row: Selectable<CampaignTable>): Campaign {
  return {
    id: row.id,
    state: row.state,
    revision: row.revision,
    ...choicesSchema.parse(parseJson(row.choices)),
    message: row.message,
    deadline: fromInstant(row.deadline),
    startedBy: row.started_by,
    startedAt: fromInstant(row.started_at),
    pausedAt: fromInstantOrNull(row.paused_at),
    deadlinePassedAt: fromInstantOrNull(row.deadline_passed_at),
    endedAt: fromInstantOrNull(row.ended_at),
  };
}
