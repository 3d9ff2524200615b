import type { Deliverer } from './delivery/deliverer.ts';
import type { SocketHub } from './delivery/socket-hub.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { AppConfig } from './manifest.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Changes } from './state/changes.ts';
import type { ResponseUrls } from './state/response-urls.ts';
import type { Tokens } from './state/tokens.ts';
import type { Triggers } from './state/triggers.ts';
import type { Workspace } from './state/workspace.ts';

/** The parts of one stand-in. */
export interface World {
  readonly workspace: Workspace;
  readonly app: AppConfig;
  readonly tokens: Tokens;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly faults: Faults;
  readonly rates: RateLimits;
  readonly journal: Journal;
  readonly changes: Changes;
  readonly sockets: SocketHub;
  readonly deliverer: Deliverer;
  /** `http://host:port`, known once the server listens. */
  readonly url: string;
}
