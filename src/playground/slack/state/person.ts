import { z } from 'zod';

/** A person of the workspace, with the names that Slack's user object has. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  real_name: z.string(),
  /** What people chose to be called; `name` where nothing is said. */
  display_name: z.string().optional(),
  email: z.string().nullable(),
  tz: z.string().nullable(),
  tz_offset: z.number(),
  is_primary_owner: z.boolean(),
  is_owner: z.boolean(),
  is_admin: z.boolean(),
  is_restricted: z.boolean(),
  is_ultra_restricted: z.boolean(),
  is_bot: z.boolean(),
  deleted: z.boolean(),
  /** The team id of a person from another workspace (Slack Connect). */
  foreign_team_id: z.string().nullable(),
  has_2fa: z.boolean(),
  two_factor_type: z.enum(['app', 'sms']).nullable(),
  dnd: z.object({ start: z.number(), end: z.number() }).nullable(),
  /** Absent in states that were saved before it was known. */
  status: z.object({ text: z.string(), emoji: z.string(), expiration: z.number() }).nullable().default(null),
  updated: z.number(),
});

export type Person = z.infer<typeof personSchema>;

/** What a caller says about a person; the rest is filled in. */
export type PersonInput = Partial<Person> & { name: string };

/** What can be changed about a person later. */
export type PersonPatch = Partial<Omit<Person, 'id' | 'updated'>>;

/** Roles imply each other as in Slack: a primary owner is an owner, an owner an admin, an ultra-restricted guest restricted. */
export function fillPerson(input: PersonInput, id: string, updated: number): Person {
  const isPrimaryOwner = input.is_primary_owner ?? false;
  const isOwner = isPrimaryOwner || (input.is_owner ?? false);
  const isUltraRestricted = input.is_ultra_restricted ?? false;
  return {
    id,
    name: input.name,
    real_name: input.real_name ?? input.name,
    ...(input.display_name !== undefined && { display_name: input.display_name }),
    email: input.email === undefined ? `${input.name}@example.com` : input.email,
    tz: input.tz === undefined ? 'Europe/Amsterdam' : input.tz,
    tz_offset: input.tz_offset ?? 3600,
    is_primary_owner: isPrimaryOwner,
    is_owner: isOwner,
    is_admin: isOwner || (input.is_admin ?? false),
    is_restricted: isUltraRestricted || (input.is_restricted ?? false),
    is_ultra_restricted: isUltraRestricted,
    is_bot: input.is_bot ?? false,
    deleted: input.deleted ?? false,
    foreign_team_id: input.foreign_team_id ?? null,
    has_2fa: input.has_2fa ?? false,
    two_factor_type: input.two_factor_type ?? (input.has_2fa ? 'app' : null),
    dnd: input.dnd ?? null,
    status: input.status ?? null,
    updated: input.updated ?? updated,
  };
}

/** A human of this workspace who can use Slack. */
export function isActiveHuman(person: Person): boolean {
  return !person.is_bot && !person.deleted && person.foreign_team_id === null && person.id !== 'USLACKBOT';
}
