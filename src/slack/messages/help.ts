import { includes, type Permission } from '../../domain/permission.ts';
import type { StatusScreen } from '../../service/screens/screens.ts';
import { divider, type SlackMessage, section } from '../blocks.ts';
import { enforcementSentence } from '../texts/enforcement.ts';
import { buildStatus } from './status.ts';

interface HelpLine {
  usage: string;
  does: string;
  /** Shown to people with this permission; `owner` to those who may grant. `null` is everybody. */
  needs: Permission | null;
}

const LINES: readonly HelpLine[] = [
  { usage: 'status', does: 'how it stands, for you and in all', needs: null },
  { usage: 'check', does: 'look again whether your MFA is on', needs: null },
  { usage: 'later', does: 'put the reminders for you off', needs: null },
  { usage: 'members [missing|unknown|exempt|pending]', does: 'who is not ready', needs: 'view' },
  { usage: 'members [unmatched|ambiguous|out of scope|linked]', does: 'whose accounts are whose', needs: 'manage' },
  { usage: 'history', does: 'what happened, newest first', needs: 'view' },
  { usage: 'remind @person', does: 'ask one person to turn MFA on', needs: 'remind' },
  { usage: 'remind everyone', does: 'ask everybody whose MFA is off', needs: 'remind' },
  { usage: 'invite name@example.org', does: 'invite somebody by email; alone: who is invited', needs: 'manage' },
  { usage: 'schedule', does: 'remind everybody until a date, in their working hours', needs: 'enforce' },
  { usage: 'enforce', does: 'make MFA mandatory, once everybody is ready', needs: 'enforce' },
  { usage: 'stop', does: 'stop enforcing MFA', needs: 'enforce' },
  { usage: 'exempt @person', does: 'leave somebody out for a while', needs: 'manage' },
  { usage: 'settings', does: 'what holds for the whole organization', needs: 'manage' },
  { usage: 'grant @person view|remind|enforce|manage', does: 'give a permission (owners only)', needs: 'manage' },
  { usage: 'revoke @person view|remind|enforce|manage', does: 'take it back (owners only)', needs: 'manage' },
];

/** The answer to `/mfa` and `/mfa help`: what the person who asks can do here, and the status. */
export function buildHelp(screen: StatusScreen): SlackMessage {
  const held = screen.viewer.permission;
  const lines = LINES.filter(({ needs }) => needs === null || includes(held, needs));
  const list = lines.map(({ usage, does }) => `• \`/mfa ${usage}\`: ${does}`).join('\n');
  const usages = lines.map(({ usage }) => `/mfa ${usage}`).join(', ');
  return {
    text: `Muster helps everybody here to turn on multifactor authentication (MFA). You can type: ${usages}. ${enforcementSentence(screen.enforcement, 'utc')}`,
    blocks: [
      section('*Muster helps everybody here to turn on multifactor authentication (MFA).* You can type:'),
      section(list),
      divider(),
      ...buildStatus(screen).blocks,
    ],
  };
}
