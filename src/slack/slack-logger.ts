import { inspect } from 'node:util';
import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from '../log.ts';

/** Slack's libraries write through our logger. What they find informative is debugging for us. */
export function createSlackLogger(log: Logger): SlackLogger {
  const write =
    (level: 'debug' | 'warn') =>
    (...parts: unknown[]) =>
      log[level]({ from: 'slack-sdk' }, parts.map(toText).join(' '));
  return {
    debug: () => {},
    info: write('debug'),
    warn: write('warn'),
    error: write('warn'),
    setLevel: (_level: LogLevel) => {},
    getLevel: () => LogLevel.INFO,
    setName: (_name: string) => {},
  };
}

function toText(part: unknown): string {
  return typeof part === 'string' ? part : inspect(part, { depth: 2, breakLength: Infinity });
}
