import { setImmediate } from 'node:timers/promises';
import type fc from 'fast-check';
import type { Role } from '../../../src/domain/member.ts';
import type { MfaStatus } from '../../../src/domain/mfa.ts';
import type { Directory, Notifier, Queue, Roster, RosterPerson } from '../../../src/ports.ts';

export interface WorldPerson {
  slackUserId: string;
  role: Role;
  mfa: MfaStatus;
}

/** What Slack and the directory would say now. Every question to them is answered when the scheduler says so. */
export class World {
  readonly people: WorldPerson[];
  #scheduler: fc.Scheduler | null = null;

  constructor(roles: readonly Role[]) {
    this.people = roles.map((role, index) => ({ slackUserId: `URACE${index}`, role, mfa: 'enabled' }));
  }

  /** Whoever waits may be overtaken by anybody else from now on. */
  set scheduler(scheduler: fc.Scheduler | null) {
    this.#scheduler = scheduler;
  }

  at(index: number): WorldPerson {
    const person = this.people[index];
    if (person === undefined) throw new Error(`nobody has the number ${index}`);
    return person;
  }

  async turn(what: string): Promise<void> {
    await (this.#scheduler === null ? setImmediate() : this.#scheduler.schedule(Promise.resolve(), what));
  }

  readonly roster = {
    listPeople: this.#listPeople.bind(this),
    readPerson: async (slackUserId) => {
      await this.turn(`the role of ${slackUserId}`);
      const person = this.people.find((one) => one.slackUserId === slackUserId);
      return person === undefined ? null : toRosterPerson(person);
    },
    listUserGroup: async () => [],
    listUndisturbed: async () => new Map(),
  } satisfies Roster;

  readonly directory: Directory = {
    name: 'slack',
    label: 'Slack',
    setupUrl: 'https://slack.example/2fa',
    capabilities: { hold: false },
    blindness: null,
    listAccounts: this.#listAccounts.bind(this),
    externalIdOf: (slackUserId) => slackUserId,
    readAccount: async (externalId) => {
      await this.turn(`the account of ${externalId}`);
      const person = this.people.find((one) => one.slackUserId === externalId);
      return person === undefined ? null : toAccount(person);
    },
  };

  async *#listPeople() {
    await this.turn('the roster');
    yield this.people.map(toRosterPerson);
  }

  async *#listAccounts() {
    await this.turn('the directory');
    yield this.people.map(toAccount);
    await this.turn('the end of the directory');
  }
}

function toRosterPerson({ slackUserId, role }: WorldPerson): RosterPerson {
  return { slackUserId, role, name: slackUserId, email: null, timeZone: null, deactivated: false };
}

function toAccount({ slackUserId, mfa }: WorldPerson) {
  return { externalId: slackUserId, slackUserId, email: null, status: mfa, method: null };
}

export const SILENT_QUEUE: Queue = { wakeDeliveries: async () => {}, wakeReadings: async () => {} };

/** Nothing is sent here: what is planned stands in the database. */
export const SILENT_NOTIFIER: Notifier = {
  send: async () => ({ channel: 'D0', ts: '1.1' }),
  post: async () => ({ channel: 'C0', ts: '1.1' }),
  greet: async () => true,
  edit: async () => {},
  showEnforce: async () => {},
  showRound: async () => {},
};
