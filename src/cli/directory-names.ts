import { InvalidArgumentError } from 'commander';
import { PLAYGROUND_DIRECTORIES } from '../playground/protocol/directory-names.ts';

/** `slack,scaleway` as a list, in an order of its own. */
export function directoryNames(text: string) {
  const names = text.split(',').map((name) => name.trim());
  const known = PLAYGROUND_DIRECTORIES.filter((name) => names.includes(name));
  if (known.length === new Set(names).size) return known;
  throw new InvalidArgumentError(`It must be one or more of ${PLAYGROUND_DIRECTORIES.join(', ')}.`);
}
