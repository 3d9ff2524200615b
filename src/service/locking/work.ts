import type { Lock } from '../../db/lock-repository.ts';
import type { Directory, DirectoryLocking } from '../../ports.ts';

/** A claimed lock, and where it is to be done. */
export interface Work {
  lock: Lock;
  directory: Directory;
  locking: DirectoryLocking;
}
