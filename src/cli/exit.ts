/** The exit codes of `muster`. 78 is EX_CONFIG of sysexits.h: the settings are missing or wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2, config: 78 } as const;

/** Ends a command with a sentence for the terminal, without a stack trace. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
