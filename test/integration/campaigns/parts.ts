import { leasesFrom } from '../../../src/domain/lease.ts';
import { createLogger } from '../../../src/log.ts';
import type { Notifier, Roster } from '../../../src/ports.ts';
import type { CampaignForm } from '../../../src/service/campaigns/drafting.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';

/** A clock that a test sets. */
export interface HandClock {
  now(): Date;
  set(at: Date): void;
}

export function createHandClock(start: Date): HandClock {
  let current = start;
  return {
    now: () => current,
    set: (at) => {
      current = at;
    },
  };
}

/** Everybody, by direct message, in the working hours of UTC. */
export function createForm(deadline: Date): CampaignForm {
  return {
    audience: { type: 'everyone' },
    exceptSlackUserIds: [],
    deadline,
    cadence: { type: 'standard' },
    channels: { type: 'dm' },
    workingTime: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 },
    timeZone: 'UTC',
    snoozes: { count: 1, longestDays: 7 },
    message: null,
    atDeadline: 'tell_owners',
  };
}

async function unused(): Promise<never> {
  throw new Error('a campaign asks nothing of this');
}

/** A roster in which everybody is an owner, and nobody minds being disturbed unless `undisturbed` says so. */
export function createRoster(
  undisturbed: ReadonlyMap<string, Date> = new Map(),
  group: readonly string[] = [],
): Roster {
  return {
    listPeople: () => ({ [Symbol.asyncIterator]: () => ({ next: unused }) }),
    readPerson: async (slackUserId) => ({
      ...{ slackUserId, name: 'Olivia', email: null, timeZone: null },
      ...{ role: 'owner' as const, deactivated: false },
    }),
    listUserGroup: async () => group,
    listUndisturbed: async (ids, now) =>
      new Map([...undisturbed].filter(([id, until]) => ids.includes(id) && until > now)),
  };
}

/** Services on a database, with a sender that only takes note. */
export function createServiceDeps(
  database: ServiceDeps['database'],
  clock: HandClock,
  parts: Partial<ServiceDeps> = {},
): ServiceDeps {
  let messages = 0;
  const send: Notifier['send'] = async ({ slackUserId }) => {
    messages += 1;
    return { channel: `D${slackUserId}`, ts: `${messages}` };
  };
  return {
    database,
    clock,
    machineClock: { now: () => new Date() },
    leases: leasesFrom(60_000),
    directories: [],
    roster: createRoster(),
    notifier: { send, edit: async () => {}, post: unused, greet: unused, showEnforce: unused, showRound: unused },
    mailer: { enabled: true, send: async () => {} },
    queue: { wakeDeliveries: async () => {}, wakeReadings: async () => {} },
    log: createLogger('silent'),
    ...parts,
  };
}
