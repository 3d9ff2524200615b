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
  state: 'off' | 'armed' | 'scheduled' | 'on' | 'paused';
  revision: number;
  /** Who armed it, set the date or the pause. */
  setBy: number | null;
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

export function change(model: Model, state: Model['state'], setBy: number | null = null): void {
  model.state = state;
  model.revision += 1;
  model.setBy = setBy;
}

/** Nothing turns on by itself from `on` or while paused; a date may be moved, and replace that everyone be ready. */
export function arms(model: Model, actor: ModelPerson): boolean {
  return mayEnforce(actor) && (model.state === 'off' || model.state === 'scheduled');
}

export function schedules(model: Model, actor: ModelPerson): boolean {
  return mayEnforce(actor) && ['off', 'armed', 'scheduled'].includes(model.state);
}

export function disarms(model: Model, actor: ModelPerson): boolean {
  return mayEnforce(actor) && ['armed', 'scheduled'].includes(model.state);
}

/**
 * A complete reading, after the time that was set: armed turns on if everybody who counts is enabled, a date and the
 * end of a pause if anybody counts. Whoever set it may still enforce, else it is off.
 */
export function comes(model: Model): void {
  if (model.state === 'off' || model.state === 'on') return;
  const all = model.people.filter(counted);
  if (all.length === 0) return;
  if (model.state === 'armed' && all.some(({ mfa }) => mfa !== 'enabled')) return;
  const may = model.setBy !== null && mayEnforce(somebody(model, model.setBy));
  change(model, may ? 'on' : 'off');
  if (!may) return;
  for (const person of all) if (person.mfa === 'disabled') Object.assign(person, { violates: true, clockRuns: true });
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
