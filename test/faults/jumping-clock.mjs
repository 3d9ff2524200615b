// Loaded before the bot: each SIGUSR2 sets the clock of its process a minute ahead, as a machine does that was corrected.
const STEP_MS = 61_000;
const RealDate = Date;
let aheadMs = 0;
process.on('SIGUSR2', () => {
  aheadMs += STEP_MS;
});
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + aheadMs);
    else super(...args);
  }
  static now() {
    return RealDate.now() + aheadMs;
  }
};
