/**
 * Makes one call out of many: who asks while a call is under way shares the one that follows it, since the one under way
 * may have come too early for what they did. `work` must not throw.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let following: Promise<void> | null = null;

  function start(): Promise<void> {
    following = null;
    const call = work().finally(() => {
      if (running === call) running = null;
    });
    running = call;
    return call;
  }

  return () => {
    if (!running) return start();
    following ??= running.then(start);
    return following;
  };
}
