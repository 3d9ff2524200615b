const LOOK_EVERY_MS = 100;

export interface LoopLag {
  /** How long what arrives now has waited at least, in milliseconds: the process was busy with something else. */
  readMs(): number;
  stop(): void;
}

/** Watches how late this process comes to what it is asked. Requests wait in the system meanwhile, where nobody counts them. */
export function watchLoopLag(now: () => number = () => performance.now()): LoopLag {
  let lastLook = now();
  let lastLag = 0;
  const sinceLook = () => Math.max(0, now() - lastLook - LOOK_EVERY_MS);
  const timer = setInterval(() => {
    lastLag = sinceLook();
    lastLook = now();
  }, LOOK_EVERY_MS).unref();
  return { readMs: () => Math.max(lastLag, sinceLook()), stop: () => clearInterval(timer) };
}
