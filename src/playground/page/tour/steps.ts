import type { DirectoryName } from '../../protocol/directory.ts';
import type { PersonCard } from '../../protocol/person.ts';
import type { PageState } from '../../protocol/state.ts';
import type { TourFacts } from '../../protocol/tour.ts';
import type { PanelName } from '../shell/panel.ts';
import { APP, type Place } from '../state/place.ts';

/** What has happened since the tour began, and what the person at the page sees now. */
export interface Seen {
  facts: TourFacts;
  /** Types of the audit events since the beginning. */
  events: ReadonlySet<string>;
  missingAtFirst: number;
  state: PageState;
  place: Place;
}

/** Where a step is to be done. `owner` and `missing` are people: the first owner, somebody without MFA. */
export interface Where {
  label: string;
  as?: 'owner' | 'missing';
  place?: Place;
  panel?: PanelName;
}

export interface Step {
  title: string;
  /** What is to be typed stands in backticks. */
  text: string | ((me: PersonCard) => string);
  where: Where;
  isDone(seen: Seen): boolean;
}

function isThanked({ state: { me, conversation } }: Seen): boolean {
  const messages = conversation?.messages ?? [];
  return me.mfa !== 'off' && messages.some(({ from, edited }) => from.type === 'app' && edited);
}

const TURN_ON: Readonly<Record<DirectoryName, string>> = {
  slack: 'In World, choose App under “Slack’s own MFA”. Slack tells no app about it: Muster has to look.',
  scaleway: 'In World, choose On under “MFA at Scaleway”. Scaleway tells nobody about it: Muster has to look.',
  csv: 'In World, choose On under “MFA in people.csv”, or edit the file. Muster reads it as soon as it changes.',
};

/** Where this person lacks it. */
function turnOn({ accounts }: PersonCard): string {
  return TURN_ON[accounts.find(({ mfa }) => mfa === 'off')?.directory ?? 'slack'];
}

/** From "two of eight are missing" to "enforced" and back. */
export const STEPS: readonly Step[] = [
  {
    title: 'Ask who is missing',
    text: 'You are the owner. Type `/mfa enforce` to Muster, and `ENFORCE` in the window that opens.',
    where: { label: 'Go to Muster', as: 'owner', place: APP },
    isDone: ({ events }) => events.has('enforce.refused'),
  },
  {
    title: 'Remind them',
    text: 'Nothing has changed: some lack MFA, and you see who. Press Send MFA reminder, there or in Muster’s message.',
    where: { label: 'Go to Muster', as: 'owner', place: APP },
    isDone: ({ events }) => events.has('round.sent') || events.has('reminder.sent'),
  },
  {
    title: 'Be one of them',
    text: 'Switch person, at the top, to somebody without MFA. Read what Muster wrote; the same came by email.',
    where: { label: 'Be somebody without MFA', as: 'missing', place: APP },
    isDone: ({ state: { me, conversations }, place }) =>
      me.mfa === 'off' &&
      place.type === 'conversation' &&
      conversations.some(({ type, id }) => type === 'app' && (place.id === 'app' || place.id === id)),
  },
  {
    title: 'Turn MFA on',
    text: turnOn,
    where: { label: 'Open World', panel: 'world' },
    isDone: ({ facts, missingAtFirst }) => facts.missingCount < missingAtFirst,
  },
  {
    title: 'Check again',
    text: 'Press Check me again under Muster’s message: it becomes a thank-you, and asks no more.',
    where: { label: 'Go to Muster', place: APP },
    isDone: isThanked,
  },
  {
    title: 'Enforce',
    text: 'Turn MFA on for everybody else who lacks it. Then, as the owner, `/mfa enforce` and `ENFORCE` once more.',
    where: { label: 'Be who still lacks it', as: 'missing', panel: 'world' },
    isDone: ({ events }) => events.has('enforcement.on'),
  },
  {
    title: 'And back',
    text: 'MFA is mandatory now. Type `/mfa stop`, then `STOP`: every owner gets a message and an email.',
    where: { label: 'Go to Muster', as: 'owner', place: APP },
    isDone: ({ events }) => events.has('enforcement.off'),
  },
];
