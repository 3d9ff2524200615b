import { v7 } from 'uuid';
import type { Payloads } from '../../../../src/jobs/definitions.ts';

export function newDeliveries(count: number): Payloads['deliver'][] {
  return Array.from({ length: count }, () => ({ deliveryId: `dlv_${v7()}`, attempt: 1 }));
}

/** A promise that others wait for until it is opened. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
