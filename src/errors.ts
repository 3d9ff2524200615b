import type { Refusal } from './domain/refusal.ts';

/** A refusal on its way to the one place that turns errors into words, where a return value cannot carry it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`refused: ${refusal.code}`);
    this.refusal = refusal;
  }
}
