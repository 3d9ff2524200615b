import type { Reading } from '../../db/reading-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { Directory } from '../../ports.ts';

/** A pass that this process holds. */
export interface Pass {
  organizationId: OrganizationId;
  reading: Reading & { startedAt: Date };
  directory: Directory;
  /** Who came, or came back, at or after this moment is new: the start of the last complete pass. */
  newSince: Date;
  /** Aborts when the lease is lost. */
  signal: AbortSignal;
}
