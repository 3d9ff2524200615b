import type { ActionAnswer, WorldAction } from '../protocol/action.ts';
import type { PersonInput } from '../slack/state/person.ts';
import type { Parts } from './parts.ts';

const HOUR_MS = 3_600_000;
const HOUR_SECONDS = 3_600;

function handleOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '.').replace(/^\.+|\.+$/g, '') || 'newcomer';
}

/** A newcomer's handle is nobody else's, and so is their address. */
function buildNewcomer({ people }: Parts, name: string) {
  const base = handleOf(name);
  let handle = base;
  for (let number = 2; people.findByHandle(handle) !== undefined; number += 1) handle = `${base}.${number}`;
  const email = `${handle}@example.com`;
  const person = { name: handle, real_name: name, display_name: name, email, tz: 'Europe/Amsterdam', tz_offset: 3600 };
  return person satisfies PersonInput;
}

/** In seconds, as Slack has it; `null` ends it. */
function doNotDisturbFor({ clock }: Parts, hours: number): { start: number; end: number } | null {
  const now = Math.floor(clock.now().getTime() / 1_000);
  return hours === 0 ? null : { start: now, end: now + Math.round(hours * HOUR_SECONDS) };
}

async function perform(parts: Parts, action: WorldAction): Promise<ActionAnswer> {
  const { slack, directories, clock, trouble } = parts;
  switch (action.type) {
    case 'mfa':
      directories.setMfa(slack.person(action.user), action.directory, action.mfa);
      return { notice: null, user: action.user };
    case 'join': {
      const newcomer = buildNewcomer(parts, action.name);
      directories.add({ email: newcomer.email, name: action.name, timeZone: newcomer.tz });
      const { person } = await slack.join(newcomer);
      return { notice: `${person.real_name} joined ${slack.team.name}.`, user: person.id };
    }
    case 'leave': {
      const { person } = await slack.leave(action.user);
      return { notice: `${person.real_name} left ${slack.team.name}.`, user: person.id };
    }
    case 'return': {
      const { person } = await slack.change(action.user, { deleted: false });
      return { notice: `${person.real_name} is back.`, user: person.id };
    }
    case 'do_not_disturb':
      slack.setDoNotDisturb(action.user, doNotDisturbFor(parts, action.hours));
      return { notice: null, user: action.user };
    case 'slack_trouble':
      trouble.setSlack(action.trouble);
      return { notice: null, user: null };
    case 'mail_trouble':
      await trouble.setMail(action.trouble);
      return { notice: null, user: null };
    case 'forward':
      clock.forward(action.hours * HOUR_MS);
      return { notice: null, user: null };
  }
}

/** Does what happens outside of Slack's screens. */
export async function changeWorld(parts: Parts, action: WorldAction): Promise<ActionAnswer> {
  return await perform(parts, action);
}
