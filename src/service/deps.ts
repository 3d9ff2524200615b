import type { DatabaseHandle } from '../db/database.ts';
import type { Leases } from '../domain/lease.ts';
import type { Logger } from '../log.ts';
import type { Clock, Directory, Mailer, Notifier, Queue, Roster } from '../ports.ts';

/** Everything that a use case may need. Each service names the part that it takes. */
export interface ServiceDeps {
  database: DatabaseHandle;
  /** The clock of the rules and of `due_at`. */
  clock: Clock;
  /** The machine's clock: leases and backoff. */
  machineClock: Clock;
  leases: Leases;
  roster: Roster;
  directories: readonly Directory[];
  notifier: Notifier;
  mailer: Mailer;
  queue: Queue;
  log: Logger;
}
