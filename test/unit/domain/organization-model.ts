/** What the design promises of an organization, in strings and without any rule of the source. */
export interface ModelPerson {
  boss: boolean;
  mfa: string | null;
  /** Active, pending or gone. */
  place: 'in' | 'waiting' | 'gone';
  exempt: boolean;
  granted: boolean;
  violates: boolean;
  clockRuns: boolean;
}

export interface Model {
  state: 'off' | 'scheduled' | 'on' | 'paused';
  revision: number;
  people: ModelPerson[];
}

export function somebody(model: Model, index: number): ModelPerson {
  const person = model.people[index];
  if (person === undefined) throw new Error(`nobody has the number ${index}`);
  return person;
}

function mayEnforce({ boss, granted, place }: ModelPerson): boolean {
  return place !== 'gone' && (boss || granted);
}

function counted({ place, exempt, mfa }: ModelPerson): boolean {
  return place === 'in' && !exempt && mfa !== null;
}

/** Everybody who counts is enabled, the actor among them, nobody else changed anything, and it is not on. */
export function enforces(model: Model, actor: ModelPerson, opened: number): boolean {
  const ready = model.people.every((person) => !counted(person) || person.mfa === 'enabled');
  return mayEnforce(actor) && model.state !== 'on' && opened === model.revision && ready && counted(actor);
}

export function stops(model: Model, actor: ModelPerson): boolean {
  return mayEnforce(actor) && model.state !== 'off';
}

export function change(model: Model, state: Model['state']): void {
  model.state = state;
  model.revision += 1;
}

export function release(model: Model): void {
  for (const person of model.people) {
    if (person.place === 'waiting') person.place = 'in';
    person.violates = false;
    person.clockRuns = false;
  }
}

/** What a reading finds while enforcement is on. */
export function find(model: Model, person: ModelPerson, mfa: string | null): void {
  person.mfa = mfa;
  if (model.state !== 'on' || person.place === 'gone') return;
  if (mfa === 'enabled') {
    person.place = 'in';
    person.violates = false;
  } else if (mfa === 'disabled' && counted(person)) person.violates = true;
  person.clockRuns = person.violates && mfa === 'disabled';
}
