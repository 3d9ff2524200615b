import type { Directory, DirectoryName, Pauses } from '../ports.ts';
import { type CsvDirectoryDeps, createCsvDirectory } from './csv/csv-directory.ts';
import { createEntraDirectory, type EntraDirectoryDeps } from './entra/entra-directory.ts';
import { createGithubDirectory, type GithubDirectoryDeps } from './github/github-directory.ts';
import { createGoogleDirectory, type GoogleDirectoryDeps } from './google/google-directory.ts';
import { createOktaDirectory, type OktaDirectoryDeps } from './okta/okta-directory.ts';
import { createScalewayDirectory, type ScalewayDirectoryDeps } from './scaleway/scaleway-directory.ts';
import { createSlackDirectory, type SlackDirectoryDeps } from './slack-directory.ts';

/** What each directory needs; a directory that is not listed may have nothing. */
export interface DirectoryDeps {
  /** What the processes tell each other of limits; absent: there is only this one. */
  pausesOf?: (name: DirectoryName) => Pauses;
  slack: SlackDirectoryDeps;
  scaleway?: ScalewayDirectoryDeps | null;
  github?: GithubDirectoryDeps | null;
  google?: GoogleDirectoryDeps | null;
  entra?: EntraDirectoryDeps | null;
  okta?: OktaDirectoryDeps | null;
  csv?: CsvDirectoryDeps | null;
}

function needed<Deps>(name: DirectoryName, deps: Deps | null | undefined): Deps {
  if (deps == null) throw new Error(`the directory ${name} is listed without its settings`);
  return deps;
}

function sharing(name: DirectoryName, { pausesOf }: DirectoryDeps): { pauses?: Pauses } {
  return pausesOf === undefined ? {} : { pauses: pausesOf(name) };
}

const FACTORIES: Record<DirectoryName, (deps: DirectoryDeps) => Directory> = {
  slack: (deps) => createSlackDirectory({ ...deps.slack, ...sharing('slack', deps) }),
  scaleway: (deps) => createScalewayDirectory({ ...needed('scaleway', deps.scaleway), ...sharing('scaleway', deps) }),
  github: (deps) => createGithubDirectory({ ...needed('github', deps.github), ...sharing('github', deps) }),
  google: (deps) => createGoogleDirectory({ ...needed('google', deps.google), ...sharing('google', deps) }),
  entra: (deps) => createEntraDirectory({ ...needed('entra', deps.entra), ...sharing('entra', deps) }),
  okta: (deps) => createOktaDirectory({ ...needed('okta', deps.okta), ...sharing('okta', deps) }),
  csv: ({ csv }) => createCsvDirectory(needed('csv', csv)),
};

/** The directories that `DIRECTORIES` lists, in its order. */
export function createDirectories(names: readonly DirectoryName[], deps: DirectoryDeps): Directory[] {
  return names.map((name) => FACTORIES[name](deps));
}
