import { fillPerson, isActiveHuman, type Person, type PersonInput, type PersonPatch } from './person.ts';

/** Everybody whom `users.list` shows, in a fixed order. */
export class People {
  readonly #order: string[] = [];
  readonly #byId = new Map<string, Person>();
  readonly #position = new Map<string, number>();

  find(id: string): Person | undefined {
    return this.#byId.get(id);
  }

  get(id: string): Person {
    const person = this.#byId.get(id);
    if (person === undefined) throw new Error(`nobody in this workspace has the id ${id}`);
    return person;
  }

  all(): Person[] {
    return this.page(0, this.#order.length);
  }

  page(start: number, count: number): Person[] {
    return this.#order.slice(start, start + count).flatMap((id) => this.#byId.get(id) ?? []);
  }

  get count(): number {
    return this.#order.length;
  }

  /** Where somebody stands in the order; cursors are made of it. */
  positionOf(id: string): number | undefined {
    return this.#position.get(id);
  }

  put(person: Person): void {
    if (!this.#byId.has(person.id)) this.#position.set(person.id, this.#order.push(person.id) - 1);
    this.#byId.set(person.id, person);
  }

  add(input: PersonInput, id: string, updated: number): Person {
    const person = fillPerson(input, id, updated);
    this.put(person);
    return person;
  }

  change(id: string, patch: PersonPatch, updated: number): Person {
    // Another MFA forgets the earlier method, unless the change says which.
    const method = patch.has_2fa === undefined ? {} : { two_factor_type: null };
    const person = fillPerson({ ...this.get(id), ...method, ...patch, updated }, id, updated);
    this.put(person);
    return person;
  }

  /** Who receives what is told to the admins: the first active primary owner, owner or admin. */
  findFirstAdmin(): Person | undefined {
    const admins = this.all().filter((person) => isActiveHuman(person) && person.is_admin);
    return admins.find((person) => person.is_primary_owner) ?? admins.find((person) => person.is_owner) ?? admins[0];
  }

  reset(): void {
    this.#order.length = 0;
    this.#byId.clear();
    this.#position.clear();
  }
}
