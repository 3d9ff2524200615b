import type { AuditEventType } from '../../domain/audit.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { SETTING_NAMES } from '../../domain/settings.ts';
import type { HistoryRow } from '../../service/screens/screens.ts';
import { writeDate } from '../dates.ts';
import { escapeName } from '../mrkdwn.ts';
import { campaignCounted, campaignDrafted } from './campaign-events.ts';
import { members, people } from './counts.ts';
import { settingWords } from './settings.ts';

type Details = HistoryRow['details'];

/** Why something was refused, in a few words; the person got the whole sentence then. */
const REASONS: Partial<Record<RefusalCode, string>> = {
  not_permitted: 'without the permission for it',
  owners_only: 'only owners can do that',
  role_unreadable: 'their role could not be read',
  wrong_word: 'the typed word was another one',
  already_on: 'it was on already',
  superseded: 'enforcement was changed meanwhile',
  lapsed: 'the reading took too long',
  reading_failed: 'the reading failed',
  reading_held: 'the reading looked wrong',
  actor_not_counted: 'they are not counted themselves',
  actor_not_enabled: 'their own MFA was off or unknown',
  nobody_counted: 'nobody was counted',
  exemptions_unconfirmed: 'the number of exempt people was not confirmed',
  nothing_to_stop: 'it was off already',
  approval_closed: 'it had ended already',
  own_approval: 'it was their own',
  granted_recently: 'the requester gave them the permission just before',
  already_asked: 'somebody was asked already',
  nothing_to_pause: 'it was not on',
  nothing_to_disarm: 'it was not armed',
  already_armed: 'it was armed already',
  paused_already: 'it was paused',
  pause_length: 'the pause was too short or too long',
  date_missing: 'no date was chosen',
  date_too_early: 'the date was too early',
  date_too_late: 'the date was too far away',
  owner_keeps_rights: 'owners have all rights already',
  already_granted: 'it was granted already',
  nothing_granted: 'it was not granted',
  cannot_invite: 'there is neither email nor a directory that invites',
  invited_is_member: 'they are a member already',
  already_invited: 'they were invited already',
  invited_recently: 'it was sent less than a day ago',
  too_many_invitations: 'too many within a day',
  invitation_over: 'the invitation had ended',
  exempt_self: 'nobody exempts themself',
  already_exempt: 'they were exempt already',
  not_exempt: 'they were not exempt',
  no_lock_waits: 'no lock waited',
  person_not_locked: 'nothing of theirs was locked',
  nothing_to_link: 'the account belonged to somebody',
  nothing_linked: 'it was not linked',
};

function numberOf(details: Details, key: string): number {
  const value = details[key];
  return typeof value === 'number' ? value : 0;
}

function refusal(details: Details): string {
  const disabled = numberOf(details, 'disabled');
  const unknown = numberOf(details, 'unknown');
  const counts = [
    ...(disabled === 0 ? [] : [`${people(disabled)} had MFA off`]),
    ...(unknown === 0 ? [] : [`the status of ${people(unknown)} was unknown`]),
  ];
  if (details['code'] === 'not_ready' && counts.length > 0) return counts.join(', and ');
  const code = String(details['code'] ?? '');
  return Object.entries(REASONS).find(([known]) => known === code)?.[1] ?? plainWords(code);
}

const HOW: Readonly<Record<string, string>> = {
  when_ready: 'everyone was ready, ',
  by_date: 'the date had come, ',
  pause_over: 'the pause was over, ',
};

function enforced(details: Details): string {
  const exempt = numberOf(details, 'exempt');
  const how = HOW[String(details['how'] ?? '')] ?? '';
  return `${how}${members(numberOf(details, 'counted'))} counted${exempt === 0 ? '' : `, ${exempt} exempt`}`;
}

function round(details: Details): string {
  const skipped = numberOf(details, 'skipped');
  const again = details['again'] === true ? ', who could not be reached before' : '';
  return `${people(numberOf(details, 'reminded'))}${again}${skipped === 0 ? '' : `, ${skipped} needed none`}`;
}

function exempted(details: Details): string {
  const until = typeof details['endsAt'] === 'string' ? `until ${details['endsAt'].slice(0, 10)}` : '';
  return [until, details['kind'] === 'service' ? 'a service account' : ''].filter(Boolean).join(', ');
}

const EXEMPTION_ENDS: ReadonlyMap<unknown, string> = new Map([
  ['lapsed', 'its time was over'],
  ['left', 'they left'],
  ['taken_back', 'taken back'],
]);

/** What was chosen; what stands for nobody to read is left out. */
function settingsInWords(details: Details): string {
  return SETTING_NAMES.flatMap((name) => (Object.hasOwn(details, name) ? [settingWords(name, details[name])] : []))
    .filter((words) => words !== '')
    .join(', ');
}

const permission = (details: Details) => `the permission ${plainWords(String(details['permission'] ?? ''))}`;

function when(details: Details, preposition: 'for' | 'until'): string {
  const date = new Date(String(details['until'] ?? ''));
  return Number.isNaN(date.getTime()) ? '' : `${preposition} ${writeDate(date, 'utc')}`;
}

const WAITS: Readonly<Record<string, string>> = {
  reading: 'no complete reading',
  nobody_counted: 'nobody was counted',
  exemptions: 'more people are exempt than were confirmed',
  role_unreadable: 'the role of the person who set it could not be read',
};

const inDirectory = (details: Details) => `in ${plainWords(String(details['directory'] ?? ''))}`;

/** Why a lock came to nothing, or ended otherwise. */
function lockReason(details: Details): string {
  const reason = String(details['reason'] ?? '');
  return Object.entries(LOCK_REASONS).find(([known]) => known === reason)?.[1] ?? inDirectory(details);
}

const LOCK_REASONS: Partial<Record<string, string>> = {
  not_due: 'nothing asks for it any more',
  not_disabled: 'the directory, asked again, did not say that MFA is off',
  not_enforced: 'MFA is not enforced any more',
  opted_out: 'locking was turned off',
  not_counted: 'they are not counted any more',
  owner: 'they are an owner',
  last_enrolled_owner: 'they are the last owner with MFA',
  own_account: 'Muster itself uses the account',
  grace_left: 'they have time left',
  grace_stopped: 'their status was unknown',
  found_locked: 'somebody else had locked the account already',
  gone: 'the account is gone',
};

const ACTS: Readonly<Record<string, string>> = {
  stop: 'to stop enforcing MFA',
  exempt: 'to exempt more than a fifth',
  longer_grace: 'for a longer grace period',
  no_locking: 'to turn locking off',
  one_person: 'to let one person alone decide',
};
const acts = (details: Details) => ACTS[String(details['act'] ?? '')] ?? '';

/** What an event says beyond its sentence. Ids and revisions are for machines: `muster audit export` has them. */
const DETAILS: Partial<Record<AuditEventType, (details: Details) => string>> = {
  'enforcement.on': enforced,
  'enforcement.off': (details) => (details['hasReason'] === true ? 'with a reason' : ''),
  'enforcement.scheduled': (details) => when(details, 'for'),
  'enforcement.paused': (details) => when(details, 'until'),
  'enforcement.waits': (details) => WAITS[String(details['reason'] ?? '')] ?? '',
  'date_notice.sent': (details) =>
    `${people(numberOf(details, 'reminded'))}, a ${details['stage'] === 'day' ? 'day' : 'week'} ahead`,
  'arm.refused': refusal,
  'approval.refused': refusal,
  'approval.requested': acts,
  'approval.approved': acts,
  'approval.declined': acts,
  'approval.withdrawn': acts,
  'approval.lapsed': acts,
  'approval.took_effect': acts,
  'approval.void': acts,
  'enforce.refused': refusal,
  'accept.refused': refusal,
  'stop.refused': refusal,
  'grant.refused': refusal,
  'invitation.refused': refusal,
  'link.added': (details) => plainWords(String(details['directory'] ?? '')),
  'link.removed': (details) => plainWords(String(details['directory'] ?? '')),
  'link.refused': refusal,
  'grant.added': permission,
  'grant.removed': permission,
  'round.sent': round,
  'campaign.started': campaignDrafted,
  'campaign.edited': campaignDrafted,
  'campaign.paused': campaignCounted,
  'campaign.resumed': campaignCounted,
  'campaign.ended': campaignCounted,
  'exempt.added': exempted,
  'exempt.ended': (details) => EXEMPTION_ENDS.get(details['why']) ?? '',
  'exempt.refused': refusal,
  'settings.changed': settingsInWords,
  'settings.refused': refusal,
  'invitation.sent': (details) => (details['again'] === true ? 'again' : ''),
  'violation.opened': (details) => (details['onlySms'] === true ? 'text messages only' : ''),
  'lock.planned': inDirectory,
  'lock.waiting': inDirectory,
  'lock.allowed': (details) => people(numberOf(details, 'count')),
  'lock.locked': inDirectory,
  'lock.failed': inDirectory,
  'lock.dropped': lockReason,
  'lock.unlocked': inDirectory,
  'lock.undone': lockReason,
  'lock.refused': refusal,
  'unlock.failed': inDirectory,
  'organization.away': (details) => plainWords(String(details['reason'] ?? '')),
};

/** A few words on an event, or `''`. */
export function detailsInWords(type: AuditEventType, details: Details): string {
  return Object.keys(details).length === 0 ? '' : (DETAILS[type]?.(details) ?? '');
}

/** `not_ready` is a code: people read words. */
function plainWords(code: string): string {
  return code === '' ? '' : escapeName(code.replaceAll('_', ' '), '…');
}
