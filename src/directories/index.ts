import type { Directory, DirectoryName } from '../ports.ts';
import { type CsvDirectoryDeps, createCsvDirectory } from './csv/csv-directory.ts';
import { createEntraDirectory, type EntraDirectoryDeps } from './entra/entra-directory.ts';
import { createGithubDirectory, type GithubDirectoryDeps } from './github/github-directory.ts';
import { createGoogleDirectory, type GoogleDirectoryDeps } from './google/google-directory.ts';
import { createOktaDirectory, type OktaDirectoryDeps } from './okta/okta-directory.ts';
import { createScalewayDirectory, type ScalewayDirectoryDeps } from './scaleway/scaleway-directory.ts';
import { createSlackDirectory, type SlackDirectoryDeps } from './slack-directory.ts';

/** What each directory needs; a directory that is not listed may have nothing. */
export interface DirectoryDeps {
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

const FACTORIES: Record<DirectoryName, (deps: DirectoryDeps) => Directory> = {
  slack: ({ slack }) => createSlackDirectory(slack),
  scaleway: ({ scaleway }) => createScalewayDirectory(needed('scaleway', scaleway)),
  github: ({ github }) => createGithubDirectory(needed('github', github)),
  google: ({ google }) => createGoogleDirectory(needed('google', google)),
  entra: ({ entra }) => createEntraDirectory(needed('entra', entra)),
  okta: ({ okta }) => createOktaDirectory(needed('okta', okta)),
  csv: ({ csv }) => createCsvDirectory(needed('csv', csv)),
};

/** The directories that `DIRECTORIES` lists, in its order. */
export function createDirectories(names: readonly DirectoryName[], deps: DirectoryDeps): Directory[] {
  return names.map((name) => FACTORIES[name](deps));
}
