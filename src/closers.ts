/** What was opened, to be closed in reverse: start and stop are mirror images. */
export interface Closers {
  add(close: () => void | Promise<void>): void;
  /** Closes everything that was added, the last first, once. One that fails does not keep the others open. */
  closeAll(): Promise<void>;
}

export function createClosers(onFailure: (error: unknown) => void): Closers {
  const stack: (() => void | Promise<void>)[] = [];
  return {
    add: (close) => void stack.push(close),
    async closeAll() {
      for (let close = stack.pop(); close !== undefined; close = stack.pop()) {
        try {
          await close();
        } catch (error) {
          onFailure(error);
        }
      }
    },
  };
}
