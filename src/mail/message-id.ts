import type { Mail } from '../ports.ts';

const DOMAIN = /@([^\s<>@]+)>?\s*$/;

/** The Message-ID of a delivery, without brackets: the same over all attempts, at the domain of the sender. */
export function messageIdOf(deliveryId: Mail['deliveryId'], from: string): string {
  return `${deliveryId}@${DOMAIN.exec(from)?.[1] ?? 'muster.invalid'}`;
}
