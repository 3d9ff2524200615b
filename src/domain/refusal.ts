import type { Permission } from './permission.ts';
import type { Tally } from './readiness.ts';

/** Why something was not done. A value, not an exception: it has a code for the audit trail and a sentence for people. */
export type Refusal =
  | { code: 'not_permitted'; needed: Permission }
  | { code: 'owners_only' }
  | { code: 'caller_unknown' }
  | { code: 'role_unreadable' }
  | { code: 'wrong_word'; word: string }
  | { code: 'already_on' }
  | { code: 'already_requested' }
  | { code: 'already_decided' }
  | { code: 'superseded' }
  | { code: 'lapsed' }
  | { code: 'reading_failed'; sentence: string }
  | { code: 'reading_held'; sentence: string }
  | { code: 'actor_not_counted' }
  | { code: 'actor_not_enabled'; status: 'disabled' | 'unknown' }
  | { code: 'nobody_counted' }
  | { code: 'not_ready'; disabled: number; unknown: number; tally: Tally }
  | { code: 'exemptions_unconfirmed'; exempt: number; active: number }
  | { code: 'nothing_to_stop' }
  | { code: 'nothing_to_pause' }
  | { code: 'nothing_to_disarm' }
  | { code: 'pause_length' }
  | { code: 'already_armed' }
  | { code: 'paused_already' }
  | { code: 'date_missing' }
  | { code: 'date_too_early' }
  | { code: 'date_too_late' }
  | { code: 'approval_closed' }
  | { code: 'own_approval' }
  | { code: 'granted_recently' }
  | { code: 'already_asked' }
  | { code: 'no_second_person' }
  | { code: 'nothing_held' }
  | { code: 'no_lock_waits' }
  | { code: 'person_not_locked' }
  | { code: 'person_unknown' }
  | { code: 'person_not_member' }
  | { code: 'person_deactivated' }
  | { code: 'person_still_here' }
  | { code: 'person_enabled' }
  | { code: 'person_status_unknown'; blindness: string | null }
  | { code: 'person_exempt' }
  | { code: 'person_out_of_scope' }
  | { code: 'reminded_recently'; minutesLeft: number }
  | { code: 'not_your_message' }
  | { code: 'round_already_sent' }
  | { code: 'nothing_failed' }
  | { code: 'owner_keeps_rights' }
  | { code: 'admin_has_rights' }
  | { code: 'not_grantable_to_group'; permission: Permission }
  | { code: 'already_granted'; permission: Permission }
  | { code: 'nothing_granted' }
  | { code: 'exempt_self' }
  | { code: 'already_exempt' }
  | { code: 'not_exempt' }
  | { code: 'organization_away' }
  | { code: 'campaign_overlaps' }
  | { code: 'campaign_armed' }
  | { code: 'campaign_gone' }
  | { code: 'campaign_changed' }
  | { code: 'nothing_to_snooze' }
  | { code: 'snoozes_used_up' }
  | { code: 'snooze_too_long'; longestDays: number }
  | { code: 'snooze_past_deadline' }
  | { code: 'cannot_invite' }
  | { code: 'invited_is_member' }
  | { code: 'already_invited' }
  | { code: 'invited_recently'; hoursLeft: number }
  | { code: 'too_many_invitations'; limit: number }
  | { code: 'invitation_over' }
  | { code: 'nothing_to_link' }
  | { code: 'nothing_linked' };

export type RefusalCode = Refusal['code'];

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

function notReady(disabled: number, unknown: number): string {
  if (unknown === 0)
    return `MFA enforcement stays as it was: ${people(disabled)} still ${disabled === 1 ? 'needs' : 'need'} to turn MFA on.`;
  if (disabled === 0)
    return `MFA enforcement stays as it was: the MFA status of ${people(unknown)} is unknown. Enforcing needs to know that everyone is ready.`;
  return `MFA enforcement stays as it was: ${people(disabled)} still ${disabled === 1 ? 'needs' : 'need'} to turn MFA on, and the MFA status of ${people(unknown)} is unknown.`;
}

const PERMISSION_SENTENCES: Record<Permission, string> = {
  view: 'You need the permission *view* for this. An owner can give it to you with `/mfa grant`.',
  remind: 'You need the permission *remind* for this. An owner can give it to you with `/mfa grant`.',
  enforce: 'You need the permission *enforce* for this. An owner can give it to you with `/mfa grant`.',
  manage: 'You need the permission *manage* for this. An owner can give it to you with `/mfa grant`.',
};

/** What a person reads. Plain, kind, and it says what to do next. Slack's mrkdwn, without anything a person typed. */
export function sentenceOf(refusal: Refusal): string {
  switch (refusal.code) {
    case 'not_permitted':
      return PERMISSION_SENTENCES[refusal.needed];
    case 'owners_only':
      return 'Only owners of this workspace can do this. Please ask one of them.';
    case 'caller_unknown':
      return 'Muster does not know you yet: it reads the workspace when it starts, and every hour. Please try again in a few minutes.';
    case 'role_unreadable':
      return 'Slack did not tell Muster your role just now, so nothing was changed. Please try again in a minute.';
    case 'wrong_word':
      return `Please type ${refusal.word} in capital letters, and nothing else.`;
    case 'already_on':
      return 'MFA enforcement is already on, so there is nothing to do.';
    case 'already_requested':
      return 'Your request is already running. The result comes to you as a direct message.';
    case 'already_decided':
      return 'Too late to cancel: this request has already ended. The result came to you as a direct message.';
    case 'superseded':
      return 'MFA enforcement was changed meanwhile, so nothing was done. Open `/mfa status` to see how it stands, then open this again if it is still needed.';
    case 'lapsed':
      return 'The reading took longer than 30 minutes, so your request has lapsed and nothing was changed. Please open `/mfa enforce` again.';
    case 'reading_failed':
      return `Muster could not read everybody's MFA status, so nothing was changed. ${refusal.sentence}`;
    case 'reading_held':
      return `The reading looked wrong and is held back, so nothing was changed. ${refusal.sentence} Somebody with the permission *manage* can accept it; then open \`/mfa enforce\` again.`;
    case 'actor_not_counted':
      return 'You are not counted yourself (you are exempt, pending, or have no account in the directory), so you cannot turn enforcement on. Please ask another owner.';
    case 'actor_not_enabled':
      return refusal.status === 'disabled'
        ? 'Your own MFA is not on yet. Please turn it on first, then open `/mfa enforce` again.'
        : 'Your own MFA status is unknown, so you cannot turn enforcement on yet. Open `/mfa status` to see what Muster needs.';
    case 'nobody_counted':
      return 'There is nobody to count yet: no active member has an account in the directory. Open `/mfa status` to see what Muster needs.';
    case 'not_ready':
      return notReady(refusal.disabled, refusal.unknown);
    case 'exemptions_unconfirmed':
      return `${refusal.exempt} of ${people(refusal.active)} are exempt, more than a fifth. Please open \`/mfa enforce\` again and confirm that number.`;
    case 'nothing_to_stop':
      return 'MFA enforcement is off, so there is nothing to stop.';
    case 'nothing_to_pause':
      return 'MFA enforcement is not on, so there is nothing to stop for a while.';
    case 'nothing_to_disarm':
      return 'MFA enforcement is not waiting to turn on by itself, so there is nothing to cancel.';
    case 'pause_length':
      return 'Please choose an end between 1 hour and 7 days from now.';
    case 'already_armed':
      return 'MFA enforcement is armed already, so there is nothing to do: it turns on by itself as soon as everyone is ready.';
    case 'paused_already':
      return 'MFA enforcement is paused and comes back by itself at the end of the pause. To turn it on sooner, open `/mfa enforce`.';
    case 'date_missing':
      return 'Please choose a date and a time.';
    case 'date_too_early':
      return 'Please choose tomorrow or a later day, so that people have time.';
    case 'date_too_late':
      return 'Please choose a date within a year.';
    case 'approval_closed':
      return 'This request has already ended, so there is nothing to agree to. Its message says what became of it.';
    case 'own_approval':
      return 'Nobody approves their own request. Please wait for somebody else with the permission *enforce*.';
    case 'granted_recently':
      return 'You got your permission from the person who asks, less than a day before they asked, so somebody else has to agree. You can still decline.';
    case 'already_asked':
      return 'A second person has already been asked for this. Please wait for their answer: the request ends by itself after 24 hours.';
    case 'no_second_person':
      return 'This needs another person with the permission *enforce* who could agree. Please give it to somebody with `/mfa grant`, and try again a day later.';
    case 'nothing_held':
      return 'No reading is held at the moment, so there is nothing to accept.';
    case 'no_lock_waits':
      return 'No lock waits for permission at the moment, so there is nothing to allow.';
    case 'person_not_locked':
      return 'Muster has not locked any account of this person, so there is nothing to unlock.';
    case 'person_unknown':
      return 'Muster does not know this person. Please pick somebody with @ from the list that Slack offers.';
    case 'person_not_member':
      return 'This is not a member of your organization (a bot, an app, or somebody from another workspace), so MFA is not asked of them.';
    case 'person_deactivated':
      return 'This person has left the workspace, so there is nothing to do.';
    case 'person_still_here':
      return 'This person is still in the workspace, so the next reading would bring them back. Please deactivate them in Slack first.';
    case 'person_enabled':
      return 'Good news: this person has MFA on. Muster just checked, so no reminder is needed.';
    case 'person_status_unknown':
      return `The MFA status of this person is unknown, so Muster does not remind them. ${refusal.blindness ?? 'Please try again after the next reading.'}`;
    case 'person_exempt':
      return 'This person is exempt at the moment, so no reminder is sent.';
    case 'person_out_of_scope':
      return 'This person has no account in the directory, so there is no MFA to turn on.';
    case 'reminded_recently':
      return `This person was reminded less than an hour ago. You can remind them again in ${refusal.minutesLeft === 1 ? '1 minute' : `${refusal.minutesLeft} minutes`}.`;
    case 'not_your_message':
      return 'This message was not meant for you, so nothing was done.';
    case 'nothing_failed':
      return 'Nothing is left to try again: it is under way already, arrived, or is not needed any more.';
    case 'round_already_sent':
      return 'These reminders are already on their way, so nothing was sent twice.';
    case 'owner_keeps_rights':
      return 'Owners may do everything in Muster already, and keep that for as long as they are owners in Slack.';
    case 'admin_has_rights':
      return 'Admins may *view* and *remind* already, for as long as they are admins in Slack. You can give them *enforce* or *manage*.';
    case 'not_grantable_to_group':
      return `The permission *${refusal.permission}* can be given to single people only. User groups can have *view* and *remind*.`;
    case 'already_granted':
      return `They already have the permission *${refusal.permission}* or a stronger one, so nothing was changed.`;
    case 'nothing_granted':
      return 'That permission was never granted here, so there is nothing to take back.';
    case 'exempt_self':
      return 'Nobody can exempt themself. Please ask somebody else with the permission *manage*.';
    case 'already_exempt':
      return 'This person is exempt already. `/mfa members exempt` shows until when, and can end it.';
    case 'not_exempt':
      return 'This person is not exempt at the moment, so there is nothing to end.';
    case 'organization_away':
      return 'Muster has just come back to this workspace and takes a complete reading first. Please try again in a minute.';
    case 'campaign_overlaps':
      return 'Some of these people are in a campaign already, and nobody is asked twice. Edit or end that campaign first, or leave these people out.';
    case 'campaign_armed':
      return 'This is chosen when a campaign starts. To change when MFA is enforced, open `/mfa enforce` or the Home tab.';
    case 'campaign_gone':
      return 'This campaign has ended, so there is nothing left to change.';
    case 'campaign_changed':
      return 'This campaign was changed meanwhile, so nothing was done. Please open it again to see how it stands.';
    case 'nothing_to_snooze':
      return 'No campaign is waiting for you at the moment, so there is nothing to put off.';
    case 'snoozes_used_up':
      return 'You have put this off as often as it can be. It takes about two minutes; if something is in the way, press *I need help*.';
    case 'snooze_too_long':
      return `That is longer than these reminders can be put off (${refusal.longestDays === 1 ? '1 day' : `${refusal.longestDays} days`} at most). Please pick a shorter time.`;
    case 'snooze_past_deadline':
      return 'That is after your deadline, so it cannot be put off for so long. Please pick a shorter time.';
    case 'cannot_invite':
      return 'Email is off and no directory here invites people, so nobody could be told. Please ask whoever runs Muster to set `SMTP_URL`.';
    case 'invited_is_member':
      return 'Somebody with this address is a member already, so nobody was invited. If MFA is missing there, `/mfa members` can remind them.';
    case 'already_invited':
      return 'Somebody with this address is invited already, so nothing was sent twice. Type `/mfa invite` to send it again, or to withdraw it.';
    case 'invited_recently':
      return `This invitation was sent less than a day ago. You can send it again in ${refusal.hoursLeft === 1 ? '1 hour' : `${refusal.hoursLeft} hours`}.`;
    case 'too_many_invitations':
      return `${people(refusal.limit)} were invited within the last day, and that is the most, so that a mistake does not reach the whole world. Please go on tomorrow.`;
    case 'nothing_to_link':
      return 'This account belongs to somebody by now, or is gone, so there is nothing to link. Please open the list again.';
    case 'nothing_linked':
      return 'No account is linked to this person by hand, so there is nothing to unlink. Please open the list again.';
    case 'invitation_over':
      return 'This invitation was accepted or withdrawn, or it has expired, so nothing was done. Type `/mfa invite` to see who is invited.';
  }
}
