import type { JsonObject } from '../json.ts';
import { isActiveHuman, type Person } from './person.ts';

/** Through whose eyes a user object is shown. */
export interface Viewer {
  /** The person behind a user token; `null` for a bot token. */
  person: Person | null;
  seesEmail: boolean;
}

/** A bot token never sees `has_2fa`; an admin sees it on active humans, everybody else on themself only. */
function seesTwoFactor(viewer: Viewer, person: Person): boolean {
  if (viewer.person === null || !isActiveHuman(person)) return false;
  return viewer.person.is_admin || viewer.person.id === person.id;
}

function buildTwoFactor(person: Person): JsonObject {
  if (!person.has_2fa) return { has_2fa: false };
  return { has_2fa: true, ...(person.two_factor_type && { two_factor_type: person.two_factor_type }) };
}

/** Slack's user object. Deactivated people lose their roles and time zone in it, as in Slack. */
export function toSlackUser(person: Person, teamId: string, viewer: Viewer): JsonObject {
  const profile = {
    title: '',
    phone: '',
    real_name: person.real_name,
    real_name_normalized: person.real_name,
    display_name: person.display_name ?? person.name,
    display_name_normalized: person.display_name ?? person.name,
    status_text: person.status?.text ?? '',
    status_emoji: person.status?.emoji ?? '',
    status_expiration: person.status?.expiration ?? 0,
    avatar_hash: '',
    team: person.foreign_team_id ?? teamId,
    ...(viewer.seesEmail && person.email !== null && !person.is_bot && { email: person.email }),
  };
  const base = {
    id: person.id,
    team_id: person.foreign_team_id ?? teamId,
    name: person.name,
    deleted: person.deleted,
    profile,
    is_bot: person.is_bot,
    is_app_user: false,
    updated: person.updated,
    ...(person.foreign_team_id !== null && { is_stranger: true }),
  };
  if (person.deleted) return base;
  return {
    ...base,
    color: '9f69e7',
    real_name: person.real_name,
    ...(person.tz !== null && { tz: person.tz, tz_label: person.tz, tz_offset: person.tz_offset }),
    is_admin: person.is_admin,
    is_owner: person.is_owner,
    is_primary_owner: person.is_primary_owner,
    is_restricted: person.is_restricted,
    is_ultra_restricted: person.is_ultra_restricted,
    is_email_confirmed: true,
    ...(seesTwoFactor(viewer, person) && buildTwoFactor(person)),
  };
}
