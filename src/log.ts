import {
  type DestinationStream,
  destination as fileDescriptor,
  type LevelWithSilent,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';

export type { Logger };
export type LogLevel = LevelWithSilent;

const REDACTED = '[redacted]';

/**
 * What a secret, or somebody's address, looks like in a finished JSON line. The patterns never match a bare quote, so the line stays JSON.
 * Errors of other people's libraries carry headers, bodies and addresses at any depth: hence the line and not paths.
 */
const SECRETS: readonly [pattern: RegExp, replacement: string][] = [
  // Slack's tokens: bot, app, user, refresh and workflow.
  [/\b(xox[a-z]|xapp|xwfp)-[\w-]+/g, `$1-${REDACTED}`],
  // A response_url lets anybody who has it answer in the channel; a Socket Mode address opens the socket.
  [/(hooks\.slack\.com\/\w+\/)[^\s"\\]+/g, `$1${REDACTED}`],
  [/\b((?:ticket|token|password|secret)=)[^&\s"\\]+/gi, `$1${REDACTED}`],
  // Okta calls its scheme SSWS.
  [/\b(Bearer|Basic|SSWS) +[\w.~+/-]{6,}=*/gi, `$1 ${REDACTED}`],
  // GitHub's tokens, and Google's.
  [/\b(gh[a-z]|github_pat)_\w{6,}/g, `$1_${REDACTED}`],
  [/\bya29\.[\w.-]+/g, REDACTED],
  // The password in an address: smtp://, redis://, postgres:// …
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s"\\/:@]*:)(?:\\.|[^\s"\\/?#])+@/gi, `$1${REDACTED}@`],
  // Who Muster writes to is private, and mail servers repeat it in their errors.
  // What JSON escapes just before an address is no part of it.
  [/(\\(?:u[\da-f]{4}|.))?[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu, '$1[address]'],
  // A field whose name says so, also inside of a JSON text that is itself a string.
  [/("[\w-]*(?:password|secret|token|authorization|cookie)": *)"(?:\\.|[^"\\])*"/gi, `$1"${REDACTED}"`],
  [/(\\"[\w-]*(?:password|secret|token|authorization|cookie)\\": *)\\"[^"\\]*\\"/gi, `$1\\"${REDACTED}\\"`],
];

function maskSecrets(line: string): string {
  return SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), line);
}

/**
 * Writes JSON lines to `destination` (standard output when absent). Secrets and addresses are masked wherever they stand:
 * in fields, in messages and in the texts of errors.
 */
export function createLogger(level: LogLevel, destination: DestinationStream = fileDescriptor(1)): Logger {
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.errWithCause, error: stdSerializers.errWithCause },
      hooks: { streamWrite: maskSecrets },
    },
    destination,
  );
}
