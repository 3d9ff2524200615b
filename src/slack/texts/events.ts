import type { AuditEventType } from '../../domain/audit.ts';
import type { HistoryRow } from '../../service/screens/screens.ts';
import { escapeName } from '../mrkdwn.ts';
import { detailsInWords } from './event-details.ts';
import type { Voice } from './voice.ts';

/** What happened, with `who` and `whom` already in words. */
const SENTENCES: Record<AuditEventType, (who: string, whom: string) => string> = {
  'enforcement.on': (who) => `${who} turned MFA enforcement on`,
  'enforcement.off': (who) => `${who} stopped MFA enforcement`,
  'enforcement.armed': (who) => `${who} armed MFA enforcement`,
  'enforcement.scheduled': (who) => `${who} set a date for MFA enforcement`,
  'enforcement.disarmed': (who) => `${who} took back that MFA enforcement turns on by itself`,
  'enforcement.paused': (who) => `${who} stopped MFA enforcement for a while`,
  'enforcement.waits': () => 'MFA enforcement could not turn on by itself yet',
  'enforcement.lapsed': (_who, whom) => `MFA enforcement did not turn on, because ${whom} may no longer enforce`,
  'date_notice.sent': () => 'Everybody whose MFA was off was told of the date',
  'approval.requested': (who) => `${who} asked for a second person`,
  'approval.approved': (who) => `${who} agreed as the second person`,
  'approval.declined': (who) => `${who} declined as the second person`,
  'approval.withdrawn': (who) => `${who} took a request for a second person back`,
  'approval.lapsed': () => 'A request for a second person lapsed',
  'approval.took_effect': () => 'What was announced to all owners took effect',
  'approval.void': () => 'A request for a second person was overtaken and is void',
  'approval.refused': (who) => `${who} answered a request for a second person and was refused`,
  'arm.refused': (who) => `${who} asked to let MFA enforcement turn on by itself and was refused`,
  'enforce.requested': (who) => `${who} asked to enforce MFA`,
  'enforce.refused': (who) => `${who} asked to enforce MFA and was refused`,
  'enforce.cancelled': (who) => `${who} cancelled a request to enforce MFA`,
  'accept.refused': (who) => `${who} asked to accept a reading that is held and was refused`,
  'stop.refused': (who) => `${who} asked to stop MFA enforcement and was refused`,
  'grant.added': (who, whom) => `${who} gave a permission to ${whom}`,
  'grant.removed': (who, whom) => `${who} took a permission back from ${whom}`,
  'grant.refused': (who) => `${who} asked to change a permission and was refused`,
  'grants.voided': (_who, whom) => `The permissions of ${whom} ended`,
  'reminder.sent': (who, whom) => `${who} reminded ${whom}`,
  'round.sent': (who) => `${who} reminded everybody whose MFA was off`,
  'violation.opened': (_who, whom) => `MFA went off for ${whom}`,
  'violation.closed': (_who, whom) => `${whom} no longer has MFA off while it is enforced`,
  'lock.planned': (_who, whom) => `The time of ${whom} is over: they are to be locked`,
  'lock.waiting': (_who, whom) => `The time of ${whom} is over: a lock waits for consent`,
  'lock.allowed': (who) => `${who} allowed locks that waited`,
  'lock.locked': (_who, whom) => `Muster locked ${whom}`,
  'lock.failed': (_who, whom) => `Muster could not lock ${whom} and tries again`,
  'lock.dropped': (_who, whom) => `${whom} is not locked after all`,
  'lock.unlocked': (_who, whom) => `Muster unlocked ${whom}`,
  'lock.undone': (_who, whom) => `${whom} was unlocked in the directory itself`,
  'lock.released': (who, whom) => `${who} let ${whom} in, with more time`,
  'lock.refused': (who) => `${who} asked to change a lock and was refused`,
  'unlock.failed': (_who, whom) => `Muster could not unlock ${whom} and tries again`,
  'member.pending': (_who, whom) => `${whom} is new and pending`,
  'member.admitted': (_who, whom) => `${whom} was admitted`,
  'member.deactivated': (_who, whom) => `${whom} left`,
  'member.erased': (who) => `${who} erased somebody who had left`,
  'reading.held': () => 'A reading looked wrong and was held',
  'reading.accepted': (who) => `${who} accepted a held reading`,
  'exempt.added': (who, whom) => `${who} exempted ${whom}`,
  'exempt.ended': (who, whom) => `${who} ended the exemption of ${whom}`,
  'exempt.refused': (who) => `${who} asked to change an exemption and was refused`,
  'settings.changed': (who) => `${who} changed the settings`,
  'settings.refused': (who) => `${who} asked to change the settings and was refused`,
  'campaign.started': (who) => `${who} started a campaign`,
  'campaign.edited': (who) => `${who} changed a campaign`,
  'campaign.paused': (who) => `${who} paused a campaign`,
  'campaign.resumed': (who) => `${who} resumed a campaign`,
  'campaign.ended': (who) => `${who} ended a campaign`,
  'organization.away': () => 'Muster was disconnected from Slack',
  'organization.returned': () => 'Muster came back to Slack',
  'invitation.sent': (who) => `${who} invited somebody by email`,
  'invitation.withdrawn': (who) => `${who} withdrew an invitation`,
  'invitation.expired': () => 'An invitation expired',
  'invitation.accepted': (_who, whom) => `${whom} was invited and has come`,
  'invitation.refused': (who) => `${who} asked to invite somebody and was refused`,
  'link.added': (who, whom) => `${who} linked an account to ${whom}`,
  'link.removed': (who, whom) => `${who} unlinked an account from ${whom}`,
  'link.refused': (who) => `${who} asked to link an account and was refused`,
};

function isKnown(type: string): type is AuditEventType {
  return Object.hasOwn(SENTENCES, type);
}

/** One event as a sentence: when, who, what. */
export function eventSentence(row: HistoryRow, voice: Voice): string {
  const who = actorOf(row, voice);
  const whom = row.subject === null ? 'somebody' : voice.who(row.subject);
  const what = isKnown(row.type) ? SENTENCES[row.type](who, whom) : `${who}: ${escapeName(row.type, 'an event')}`;
  const details = isKnown(row.type) ? detailsInWords(row.type, row.details) : '';
  return `${voice.when(row.at)}: ${what}${details === '' ? '' : ` (${details})`}.`;
}

function actorOf({ actor }: HistoryRow, voice: Voice): string {
  switch (actor.type) {
    case 'member':
      return voice.who(actor.person);
    case 'server':
      return 'Somebody at the command line';
    case 'muster':
      return 'Muster';
  }
}
