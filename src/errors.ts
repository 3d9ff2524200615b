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

/** Muster cannot start, or a command cannot run: the message is a sentence for the person at the terminal. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
  /** A setting is wrong, rather than something outside out of reach. */
  readonly isOurs: boolean;

  constructor(message: string, isOurs: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isOurs = isOurs;
  }
}

/** The code that Node gives to what the system refused, such as `EACCES`; `null` for any other error. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export function dataDirError(dataDir: string, cause: unknown): unknown {
  const code = systemCode(cause);
  if (code === null || !/^E[A-Z]+$/.test(code)) return cause;
  return new StartError(
    `Muster cannot write to DATA_DIR ${dataDir} (${code}): name a folder that it may write to.`,
    true,
    {
      cause,
    },
  );
}
