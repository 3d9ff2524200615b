import type { Directory, DirectoryName, Pauses } from '../ports.ts';
import type { CsvDirectoryDeps } from './csv/csv-directory.ts';
import type { EntraDirectoryDeps } from './entra/entra-directory.ts';
import type { GithubDirectoryDeps } from './github/github-directory.ts';
import type { GoogleDirectoryDeps } from './google/google-directory.ts';
import type { OktaDirectoryDeps } from './okta/okta-directory.ts';
import type { ScalewayDirectoryDeps } from './scaleway/scaleway-directory.ts';
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

/** Only what is listed is loaded: some bring a library of their provider. */
const FACTORIES: Record<DirectoryName, (deps: DirectoryDeps) => Promise<Directory>> = {
  async slack(deps) {
    return createSlackDirectory({ ...deps.slack, ...sharing('slack', deps) });
  },
  async scaleway(deps) {
    const { createScalewayDirectory } = await import('./scaleway/scaleway-directory.ts');
    return createScalewayDirectory({ ...needed('scaleway', deps.scaleway), ...sharing('scaleway', deps) });
  },
  async github(deps) {
    const { createGithubDirectory } = await import('./github/github-directory.ts');
    return createGithubDirectory({ ...needed('github', deps.github), ...sharing('github', deps) });
  },
  async google(deps) {
    const { createGoogleDirectory } = await import('./google/google-directory.ts');
    return createGoogleDirectory({ ...needed('google', deps.google), ...sharing('google', deps) });
  },
  async entra(deps) {
    const { createEntraDirectory } = await import('./entra/entra-directory.ts');
    return createEntraDirectory({ ...needed('entra', deps.entra), ...sharing('entra', deps) });
  },
  async okta(deps) {
    const { createOktaDirectory } = await import('./okta/okta-directory.ts');
    return createOktaDirectory({ ...needed('okta', deps.okta), ...sharing('okta', deps) });
  },
  async csv({ csv }) {
    const { createCsvDirectory } = await import('./csv/csv-directory.ts');
    return createCsvDirectory(needed('csv', csv));
  },
};

/** The directories that `DIRECTORIES` lists, in its order. */
export async function createDirectories(names: readonly DirectoryName[], deps: DirectoryDeps): Promise<Directory[]> {
  return await Promise.all(names.map((name) => FACTORIES[name](deps)));
}
