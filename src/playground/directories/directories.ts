import { hasMfaElsewhere } from '../people.ts';
import type { AccountCard, DirectoryCard, DirectoryName, MfaSwitch } from '../protocol/directory.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';
import { isActiveHuman, type Person } from '../slack/state/person.ts';
import { openPeopleFile } from './people-file.ts';
import { openScaleway } from './scaleway/scaleway.ts';
import type { DirectoryPerson, SecondDirectory } from './second-directory.ts';

type Slack = Pick<SlackStandIn, 'people' | 'setTwoFactor' | 'onChange'>;

export interface DirectoriesOptions {
  slack: Slack;
  names: readonly DirectoryName[];
  /** The path of the CSV file. */
  file: string;
  /** What an earlier run left of those that are kept nowhere else, by name. */
  saved?: Readonly<Record<string, unknown>>;
}

function roleOf(person: Person): DirectoryPerson['role'] {
  if (person.is_owner) return 'owner';
  if (person.is_admin) return 'admin';
  return person.is_restricted ? 'guest' : 'member';
}

function toDirectoryPeople(people: readonly Person[]): DirectoryPerson[] {
  return people.filter(isActiveHuman).flatMap((person): DirectoryPerson[] => {
    const { email, real_name: name, tz: timeZone, two_factor_type: method } = person;
    if (email === null) return [];
    return [{ email, name, hasMfa: hasMfaElsewhere(person), method: method ?? 'app', timeZone, role: roleOf(person) }];
  });
}

function openOne(name: SecondDirectory['name'], { slack, file, saved = {} }: DirectoriesOptions) {
  const people = toDirectoryPeople(slack.people());
  return name === 'csv' ? openPeopleFile(file, people) : openScaleway(people, saved[name]);
}

function accountInSlack(person: Person): AccountCard {
  return { directory: 'slack', mfa: person.has_2fa ? (person.two_factor_type ?? 'app') : 'off', locked: false };
}

/** Where the people's MFA is, as the page shows and switches it. */
export class Directories {
  readonly names: readonly DirectoryName[];
  readonly #slack: Slack;
  readonly #seconds: readonly SecondDirectory[];

  constructor(slack: Slack, names: readonly DirectoryName[], seconds: readonly SecondDirectory[]) {
    this.#slack = slack;
    this.names = names;
    this.#seconds = seconds;
  }

  /** With which the bot finds them. */
  get settings(): Readonly<Record<string, string>> {
    return Object.assign({ DIRECTORIES: this.names.join(',') }, ...this.#seconds.map(({ settings }) => settings));
  }

  get cards(): DirectoryCard[] {
    return this.names.map((name) => ({ name, file: this.#find(name)?.file ?? null }));
  }

  accountsOf(person: Person): AccountCard[] {
    return this.names.flatMap((directory): AccountCard[] => {
      if (directory === 'slack') return [accountInSlack(person)];
      const found = person.email === null ? null : this.#find(directory)?.find(person.email);
      return found == null ? [] : [{ directory, ...found }];
    });
  }

  setMfa({ id, email }: Person, directory: DirectoryName, mfa: MfaSwitch): void {
    if (directory === 'slack') this.#slack.setTwoFactor(id, mfa === 'app' || mfa === 'sms' ? mfa : null);
    else if (email !== null) this.#find(directory)?.setMfa(email, mfa);
  }

  /** Whoever joins the organization has an account everywhere, without MFA. */
  add(person: Pick<DirectoryPerson, 'email' | 'name' | 'timeZone'>): void {
    for (const second of this.#seconds) second.add({ ...person, hasMfa: false, method: null, role: 'member' });
  }

  snapshot(): Record<string, unknown> {
    return Object.fromEntries(this.#seconds.map((second) => [second.name, second.snapshot()]));
  }

  /** Calls the listener when a directory other than Slack has changed. */
  onChange(listener: () => void): () => void {
    const ends = this.#seconds.map((second) => second.onChange(listener));
    return () => {
      for (const end of ends) end();
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#seconds.map((second) => second.close()));
  }

  #find(name: DirectoryName): SecondDirectory | undefined {
    return this.#seconds.find((second) => second.name === name);
  }
}

/** Opens those that are listed. */
export async function openDirectories(options: DirectoriesOptions): Promise<Directories> {
  const { slack, names } = options;
  const seconds: SecondDirectory[] = [];
  for (const name of names) if (name !== 'slack') seconds.push(await openOne(name, options));
  return new Directories(slack, names, seconds);
}
