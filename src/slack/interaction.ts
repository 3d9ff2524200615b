import { z } from 'zod';

// What Slack posts, as far as Muster reads it. Everything else in these bodies is left alone.

const text = z.string().max(4000);

/** Slack issues these; what is no id of anybody is not asked about. */
const userId = z.string().regex(/^[\w-]{1,64}$/);

export const commandSchema = z.object({
  user_id: userId,
  command: text,
  text: z.string().default(''),
  trigger_id: text.default(''),
  response_url: text.optional(),
});
export type CommandBody = z.output<typeof commandSchema>;

const viewSchema = z.object({
  id: text,
  type: text,
  callback_id: text.default(''),
  private_metadata: z.string().optional(),
  state: z.unknown(),
});
export type ViewBody = z.output<typeof viewSchema>;

const actionSchema = z.object({
  action_id: text.default(''),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string().default('') }).nullish(),
});

export const blockActionsSchema = z.object({
  user: z.object({ id: userId }),
  trigger_id: text.default(''),
  response_url: text.optional(),
  view: viewSchema.optional(),
  actions: z.array(actionSchema).min(1),
});

export const submissionSchema = z.object({
  user: z.object({ id: userId }),
  trigger_id: text.default(''),
  view: viewSchema,
});

const flag = z.boolean().optional();
const words = z.string().nullish();

/** Of a whole person only what Muster keeps: whatever else changes is of no account. */
const eventPerson = z.object({
  id: userId,
  deleted: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  has_2fa: flag,
  two_factor_type: words,
  tz: words,
  profile: z
    .object({
      display_name: words,
      real_name: words,
      email: words,
      status_text: words,
      status_emoji: words,
      status_expiration: z.number().nullish(),
    })
    // Only a status with an end tells how long somebody is away.
    .transform(({ status_text, status_emoji, status_expiration, ...kept }) =>
      status_expiration ? { ...kept, status_text, status_emoji, status_expiration } : kept,
    )
    .optional(),
});

/** The user of an event is an id, or the whole person: then `portrait` is the same for as long as nothing of it changes. */
const eventUser = z.union([
  userId.transform((id) => ({ id, portrait: null })),
  eventPerson.transform(({ id, ...kept }) => ({ id, portrait: JSON.stringify(kept) })),
]);

export const eventSchema = z.object({
  team_id: text.optional(),
  event_id: text.optional(),
  event: z.object({
    type: text,
    user: eventUser.optional(),
    tab: text.optional(),
    tokens: z.object({ bot: z.array(text).optional(), oauth: z.array(text).optional() }).optional(),
  }),
});
