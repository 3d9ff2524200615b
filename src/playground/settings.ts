import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Directories } from './directories/directories.ts';
import type { Mailbox } from './mailbox.ts';
import type { SlackStandIn } from './slack/stand-in.ts';

/** Good for the stand-in of this process alone: nothing is secret about them. */
export const CREDENTIALS = {
  botToken: 'xoxb-playground-bot',
  appToken: 'xapp-playground-app',
  adminToken: 'xoxp-playground-admin',
  signingSecret: 'playground-signing-secret',
};

/** How the bot receives what people do. */
export type Receiving = 'socket' | 'http';

/** The bot's settings as its environment would have them. */
export type BotEnvironment = Readonly<Record<string, string>>;

export function buildEnvironment(
  slack: Pick<SlackStandIn, 'apiUrl'>,
  mailbox: Pick<Mailbox, 'smtpUrl'>,
  directories: Pick<Directories, 'settings'>,
  dataDir: string,
  receiving: Receiving,
): BotEnvironment {
  return {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: CREDENTIALS.botToken,
    SLACK_ADMIN_TOKEN: CREDENTIALS.adminToken,
    SLACK_SIGNING_SECRET: CREDENTIALS.signingSecret,
    ...(receiving === 'socket' && { SLACK_APP_TOKEN: CREDENTIALS.appToken }),
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Muster <muster@playground.example>',
    ...directories.settings,
    DATA_DIR: path.resolve(dataDir, 'muster'),
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** Writes the settings down as lines of a `.env`, so that other commands can be pointed at this playground. */
export async function writeEnvironment(file: string, environment: BotEnvironment): Promise<void> {
  const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
}
