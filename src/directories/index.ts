import type { Directory, DirectoryName } from '../ports.ts';
import { createSlackDirectory, type SlackDirectoryDeps } from './slack-directory.ts';

export interface DirectoryDeps {
  slack: SlackDirectoryDeps;
}

const FACTORIES: Record<DirectoryName, (deps: DirectoryDeps) => Directory> = {
  slack: ({ slack }) => createSlackDirectory(slack),
};

/** The directories that `DIRECTORIES` lists, in its order. */
export function createDirectories(names: readonly DirectoryName[], deps: DirectoryDeps): Directory[] {
  return names.map((name) => FACTORIES[name](deps));
}
