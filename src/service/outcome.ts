import type { Refusal } from '../domain/refusal.ts';
import type { Outcome } from './screens/screens.ts';

export function done<T>(value: T): Outcome<T> {
  return { type: 'done', value };
}

export function refused(refusal: Refusal): { type: 'refused'; refusal: Refusal } {
  return { type: 'refused', refusal };
}
