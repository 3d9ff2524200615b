import { z } from 'zod';
import type { Role } from '../domain/member.ts';

const flag = z.boolean().nullish();
const text = z.string().nullish();

/**
 * What Muster reads of Slack's user object (docs.slack.dev/reference/objects/user-object). There, what is not supplied
 * may be absent, null or an empty string. `is_app_user` is left out on purpose: it marks people who use the app.
 */
export const slackUserSchema = z.object({
  id: z.string().min(1),
  team_id: text,
  name: text,
  real_name: text,
  tz: text,
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_stranger: flag,
  is_invited_user: flag,
  is_primary_owner: flag,
  is_owner: flag,
  is_admin: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  has_2fa: flag,
  two_factor_type: text,
  profile: z
    .object({
      display_name: text,
      real_name: text,
      email: text,
      team: text,
      status_text: text,
      status_emoji: text,
      status_expiration: z.number().nullish(),
    })
    .nullish(),
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});

export type SlackUser = z.infer<typeof slackUserSchema>;

/** Slackbot calls itself no bot. */
const SLACKBOT_ID = 'USLACKBOT';

export function isHuman(user: SlackUser): boolean {
  return user.id !== SLACKBOT_ID && user.is_bot !== true && user.is_workflow_bot !== true;
}

/** In an Enterprise Grid the home of a person may be another workspace, or the organization: their teams decide. */
function belongsTo(user: SlackUser, teamId: string): boolean {
  if (user.enterprise_user?.teams?.includes(teamId) === true) return true;
  if (user.is_stranger === true) return false;
  return (user.team_id || user.profile?.team || teamId) === teamId;
}

/**
 * Whether this is somebody whom DESIGN calls a member: no bot, nobody from another workspace, and nobody who was
 * invited and has not signed in yet (`is_invited_user` is there only until then). `team_join` tells when they do.
 */
export function isMember(user: SlackUser, teamId: string): boolean {
  return isHuman(user) && user.is_invited_user !== true && belongsTo(user, teamId);
}

export function roleOf(user: SlackUser): Role {
  if (user.is_primary_owner === true) return 'primary_owner';
  if (user.is_owner === true) return 'owner';
  if (user.is_admin === true) return 'admin';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}

export function nameOf(user: SlackUser): string {
  const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  return names.map((name) => name?.trim()).find(Boolean) ?? user.id;
}

export function emailOf(user: SlackUser): string | null {
  return user.profile?.email?.trim() || null;
}

/** Slack's own status for a vacation, and the words that people use; a doctor's visit of an hour has an end too. */
const AWAY_EMOJI = [':palm_tree:', ':desert_island:', ':beach_with_umbrella:', ':face_with_thermometer:'];
const AWAY_WORDS =
  /\b(vacation|vacationing|holidays?|annual leave|parental leave|on leave|out of office|ooo|pto|sabbatical|urlaub|elternzeit|vakantie|vacances|vacaciones)\b/i;

/** Until when the status says that they are away; `null` without an end, or when it says something else. */
export function awayUntilOf({ profile }: SlackUser): Date | null {
  const endsAt = profile?.status_expiration ?? 0;
  const saysAway = AWAY_EMOJI.includes(profile?.status_emoji ?? '') || AWAY_WORDS.test(profile?.status_text ?? '');
  return endsAt > 0 && saysAway ? new Date(endsAt * 1_000) : null;
}
