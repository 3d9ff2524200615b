import type { SlackStandIn } from '../slack/stand-in.ts';
import type { Person } from '../slack/state/person.ts';

/** The people of the stand-in, looked up in no time; made anew only after somebody changed. */
export class PeopleIndex {
  readonly #slack: SlackStandIn;
  #people: readonly Person[] | null = null;
  #byId = new Map<string, Person>();
  #byHandle = new Map<string, Person>();

  constructor(slack: SlackStandIn) {
    this.#slack = slack;
    slack.onChange((change) => {
      if (change.type === 'person' || change.type === 'restored') this.#people = null;
    });
  }

  all(): readonly Person[] {
    if (this.#people !== null) return this.#people;
    const people = this.#slack.people().filter(({ id }) => id !== 'USLACKBOT' && id !== this.#slack.team.botUserId);
    this.#byId = new Map(people.map((person) => [person.id, person]));
    this.#byHandle = new Map(people.map((person) => [person.name, person]));
    this.#people = people;
    return people;
  }

  find(id: string): Person | undefined {
    this.all();
    return this.#byId.get(id);
  }

  findByHandle(handle: string): Person | undefined {
    this.all();
    return this.#byHandle.get(handle);
  }

  /** Who the page shows to somebody who has chosen nobody yet. */
  first(): Person {
    const person = this.all().find((one) => one.is_primary_owner && !one.deleted) ?? this.all()[0];
    if (person === undefined) throw new Error('there is nobody in this workspace');
    return person;
  }

  /** Those whose name, handle or email contains the query. */
  search(query: string): readonly Person[] {
    const wanted = query.trim().toLowerCase();
    if (wanted === '') return this.all();
    return this.all().filter(({ name, real_name, email }) =>
      [name, real_name, email ?? ''].some((text) => text.toLowerCase().includes(wanted)),
    );
  }
}
