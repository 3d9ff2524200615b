import type { NoticeMessage, WaitingStanding } from '../../domain/message.ts';
import type { TurningOn, Wait } from '../../domain/turning-on.ts';
import type { SlackMessage } from '../blocks.ts';
import { escapeName } from '../mrkdwn.ts';
import { readinessSentence } from '../texts/readiness.ts';
import { doer } from '../texts/voice.ts';
import { compose, say } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

/** To owners: it turns on by itself. */
export function buildEnforcementArmed(notice: Notice<'enforcement_armed'>): SlackMessage {
  const { until, by, tally } = notice;
  const organization = escapeName(notice.organizationName);
  return compose((voice) => [
    until === null
      ? `${doer(by, voice)} armed MFA enforcement in ${organization}: it turns on by itself as soon as a reading finds everyone ready.`
      : `${doer(by, voice)} set a date for MFA enforcement in ${organization}: it turns on by itself ${voice.when(until)}, whoever is missing. Everybody who lacks MFA gets a notice a week and a day before.`,
    `${readinessSentence(tally)} To take it back, open \`/mfa status\` and press *${until === null ? 'Disarm' : 'Cancel the date'}*.`,
  ]);
}

/** To owners: it does not turn on by itself any more. */
export function buildEnforcementDisarmed({ by, was, organizationName }: Notice<'enforcement_disarmed'>): SlackMessage {
  const organization = escapeName(organizationName);
  return compose((voice) => [
    was === 'armed'
      ? `${doer(by, voice)} disarmed MFA enforcement in ${organization}: it stays off when everyone is ready.`
      : `${doer(by, voice)} cancelled the date of MFA enforcement in ${organization}: it stays off.`,
    'If this was not meant to be, type `/mfa enforce`.',
  ]);
}

const OCCASIONS: Record<WaitingStanding, string> = {
  armed: 'Everyone is ready',
  scheduled: 'The date for MFA enforcement has come',
  paused: 'The pause of MFA enforcement is over',
};

const WAITS: Record<Wait, string> = {
  reading:
    'there was no complete reading since, so it has not turned on yet. It does with the next one. Type `/mfa status` to see what is missing.',
  nobody_counted:
    'nobody is counted: no active member has an account in the directory. It turns on with the first reading that finds somebody. Type `/mfa status` to see what is missing.',
  exemptions:
    'more people are exempt than were confirmed, more than a fifth of the active members. So it stays off. Type `/mfa enforce` to confirm the number and turn it on.',
  role_unreadable:
    'Slack does not tell the role of the person who set it, so it has not turned on yet. Muster asks again and again; nobody has to do anything.',
};

/** To owners: its time has come, and something is missing. */
export function buildEnforcementWaits({ was, reason, organizationName }: Notice<'enforcement_waits'>): SlackMessage {
  return say(`${OCCASIONS[was]} in ${escapeName(organizationName)}, but ${WAITS[reason]}`);
}

/** To owners: whoever set it may no longer enforce. */
export function buildEnforcementLapsed({ by, was, organizationName }: Notice<'enforcement_lapsed'>): SlackMessage {
  return compose((voice) => [
    `${OCCASIONS[was]} in ${escapeName(organizationName)}, but MFA enforcement stays off: ${doer(by, voice)}, who had set it, no longer has the permission *enforce*.`,
    'If it should be on, type `/mfa enforce`.',
  ]);
}

/** To who has just set it. */
export function buildArmed(turningOn: TurningOn): SlackMessage {
  return compose((voice) => [
    turningOn.type === 'when_ready'
      ? '*MFA enforcement is armed.* It turns on by itself as soon as a reading finds everyone ready.'
      : `*MFA enforcement is scheduled for ${voice.when(turningOn.until)}.* It turns on by itself then, whoever is missing. Everybody who lacks MFA gets a notice a week and a day before, and has time to turn it on afterwards.`,
    'Every owner is told. It happens only if you may still enforce then. Anybody who may enforce can take it back in `/mfa status`.',
  ]);
}

/** To who has just taken it back. */
export function buildDisarmed(was: 'armed' | 'scheduled'): SlackMessage {
  return say(
    was === 'armed'
      ? 'MFA enforcement is disarmed: it stays off when everyone is ready. Every owner is told.'
      : 'The date is cancelled: MFA enforcement stays off. Every owner is told, and so is everybody who had a notice.',
  );
}
