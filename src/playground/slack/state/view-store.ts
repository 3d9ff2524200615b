import { LIMITS } from '../block-kit/limits.ts';
import type { ShownView } from './view.ts';

/** The Home tab and the stack of modals of every person. */
export class ViewStore {
  readonly homes = new Map<string, ShownView>();
  readonly #stacks = new Map<string, ShownView[]>();
  readonly #byId = new Map<string, ShownView>();

  /** A view on somebody's screen, or `undefined` when it was closed. */
  find(viewId: string): ShownView | undefined {
    return this.#byId.get(viewId);
  }

  findExternal(externalId: string): ShownView | undefined {
    for (const shown of this.#byId.values()) if (shown.view.external_id === externalId) return shown;
    return undefined;
  }

  /** The modals of a person, the one on top last. */
  stackOf(user: string): readonly ShownView[] {
    return this.#stacks.get(user) ?? [];
  }

  showHome(shown: ShownView): void {
    const before = this.homes.get(shown.owner);
    if (before !== undefined) this.#byId.delete(before.view.id);
    this.homes.set(shown.owner, shown);
    this.#byId.set(shown.view.id, shown);
  }

  /** Puts a modal on top. `false` when three are there already. */
  push(shown: ShownView): boolean {
    const stack = this.#stacks.get(shown.owner) ?? [];
    if (stack.length >= LIMITS.modalStack) return false;
    this.#stacks.set(shown.owner, [...stack, shown]);
    this.#byId.set(shown.view.id, shown);
    return true;
  }

  /** Puts another view where an earlier one is, in a stack or as a Home tab. */
  replace(before: ShownView, after: ShownView): void {
    this.#byId.delete(before.view.id);
    this.#byId.set(after.view.id, after);
    if (before.view.type === 'home') this.homes.set(after.owner, after);
    else {
      const stack = this.stackOf(before.owner).map((shown) => (shown === before ? after : shown));
      this.#stacks.set(before.owner, stack);
    }
  }

  /** Takes one modal away. */
  close(shown: ShownView): void {
    this.#byId.delete(shown.view.id);
    this.#stacks.set(
      shown.owner,
      this.stackOf(shown.owner).filter((other) => other !== shown),
    );
  }

  /** Takes all modals of a person away, and returns them, the one on top first. */
  clear(user: string): ShownView[] {
    const stack = [...this.stackOf(user)].reverse();
    for (const shown of stack) this.#byId.delete(shown.view.id);
    this.#stacks.delete(user);
    return stack;
  }

  reset(): void {
    this.homes.clear();
    this.#stacks.clear();
    this.#byId.clear();
  }
}
