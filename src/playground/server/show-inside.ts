import type { Inside } from '../protocol/inside.ts';
import type { TourFacts } from '../protocol/tour.ts';
import { isActiveHuman } from '../slack/state/person.ts';
import type { Parts } from './parts.ts';

/** The queue's counts and the end of the audit trail, as the app has them now. */
export async function showInside({ inspect }: Parts): Promise<Inside> {
  const { queues, audit } = await inspect();
  return {
    queues: Object.entries(queues).map(([name, counts]) => ({ name, ...counts })),
    audit: audit.map(({ at, actor, ...event }) => ({
      ...event,
      at: at.toISOString(),
      actor: actor.type === 'member' ? actor.id : actor.type,
    })),
  };
}

/** By what really happened the guided tour goes on. */
export async function showTourFacts({ inspect, people, directories }: Parts): Promise<TourFacts> {
  const { audit } = await inspect();
  const missing = people
    .all()
    .filter((person) => isActiveHuman(person) && directories.accountsOf(person).some(({ mfa }) => mfa === 'off'));
  return {
    missingCount: missing.length,
    owner: people.first().id,
    missing: missing[0]?.id ?? null,
    sequence: audit[0]?.sequence ?? 0,
    events: audit.map(({ sequence, type }) => ({ sequence, type })),
  };
}
