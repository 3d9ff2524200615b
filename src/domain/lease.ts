/**
 * How long a process holds what it took before another may take it, on the machine's clock. It is renewed while the work
 * goes on, so it only runs out when the process died or stood still.
 */
export interface Leases {
  deliveryMs: number;
  /** Shorter, because people wait for a reading. */
  readingMs: number;
}

/** The leases that follow from the setting, which is that of a delivery. */
export function leasesFrom(leaseMs: number): Leases {
  return { deliveryMs: leaseMs, readingMs: Math.round(leaseMs / 2) };
}

/** Asked for again so often that two renewals may fail. */
export function renewalMs(leaseMs: number): number {
  return Math.floor(leaseMs / 3);
}
