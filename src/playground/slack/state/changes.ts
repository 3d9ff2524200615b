/** What a live page wants to know: that something changed, and where. */
export type Change =
  | { type: 'message'; channel: string; ts: string; what: 'posted' | 'edited' | 'deleted' }
  | { type: 'ephemeral'; viewer: string; channel: string; ts: string }
  | { type: 'modal'; user: string }
  | { type: 'home'; user: string }
  | { type: 'person'; user: string }
  | { type: 'connection'; open: number }
  | { type: 'journal'; id: number }
  | { type: 'restored' };

export type ChangeListener = (change: Change) => void;

export class Changes {
  readonly #listeners = new Set<ChangeListener>();

  /** Returns the function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
