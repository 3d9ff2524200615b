const APP_PAGE = 'api.slack.com/apps → your app';

/** Every variable that Muster reads, and where a person finds its value. */
export const SETTINGS = {
  SLACK_BOT_TOKEN: `${APP_PAGE} → OAuth & Permissions → Bot User OAuth Token, starts with xoxb-`,
  SLACK_APP_TOKEN: `${APP_PAGE} → Basic Information → App-Level Tokens → Generate, with the scope connections:write, starts with xapp-`,
  SLACK_SIGNING_SECRET: `${APP_PAGE} → Basic Information → App Credentials → Signing Secret`,
  SLACK_ADMIN_TOKEN: `${APP_PAGE} → OAuth & Permissions → User OAuth Token, after an admin or owner of the workspace installed the app, starts with xoxp-`,
  SLACK_API_URL: 'leave it unset; only tests need another host than https://slack.com/api/',
  PORT: 'any free port, 3000 when unset',
  HOST: 'an address of this machine to listen on, 0.0.0.0 (all of them) when unset',
  DATA_DIR: 'a folder that Muster may write to, ./data when unset',
  DATABASE_URL:
    'from your PostgreSQL server, as postgres://user:password@host:5432/database; unset: SQLite in DATA_DIR',
  REDIS_URL:
    'from your Redis server, as redis://user:password@host:6379 (rediss:// with TLS); unset: no Redis is needed',
  SMTP_URL: 'from your mail provider, as smtp://user:password@host:587 (smtps:// with TLS from the start)',
  MAIL_FROM: 'the sender of every email, as Muster <muster@example.org>',
  DIRECTORIES: 'names with commas between them, slack when unset; docs/directories.md says what each needs',
  SCALEWAY_API_URL: 'leave it unset; only tests need another host than https://api.scaleway.com',
  SCALEWAY_ACCESS_KEY: 'console.scaleway.com → IAM → API keys → Generate API key, for an application with IAMReadOnly',
  SCALEWAY_SECRET_KEY: 'shown once, beside the access key',
  SCALEWAY_ORGANIZATION_ID: 'console.scaleway.com → Organization → Settings → Organization ID',
  GITHUB_API_URL: 'leave it unset for github.com; for GitHub Enterprise Server https://your.host/api/v3',
  GITHUB_TOKEN:
    'github.com → Settings → Developer settings → Fine-grained tokens, made by an owner, with Members: read',
  GITHUB_ORG: 'the name of the organization, as in github.com/name',
  GITHUB_IDENTITIES_FILE: 'a CSV file with the columns login,email; without it GitHub accounts have no email address',
  GOOGLE_API_URL: 'leave it unset; only tests need another host than https://admin.googleapis.com',
  GOOGLE_CREDENTIALS_FILE: 'console.cloud.google.com → IAM & Admin → Service accounts → Keys → Add key → JSON',
  GOOGLE_ADMIN_EMAIL: 'the admin as whom the service account reads, by domain-wide delegation',
  GOOGLE_CUSTOMER: 'leave it unset; my_customer is the organization of the admin',
  ENTRA_API_URL: 'leave it unset; only national clouds need another host than https://graph.microsoft.com',
  ENTRA_LOGIN_URL: 'leave it unset; only national clouds need another host than https://login.microsoftonline.com',
  ENTRA_TENANT_ID: 'entra.microsoft.com → App registrations → your app → Directory (tenant) ID',
  ENTRA_CLIENT_ID: 'entra.microsoft.com → App registrations → your app → Application (client) ID',
  ENTRA_CLIENT_SECRET: 'entra.microsoft.com → App registrations → your app → Certificates & secrets → Value',
  OKTA_API_URL: 'the address of your organization, as https://example.okta.com',
  OKTA_API_TOKEN: 'Okta Admin Console → Security → API → Tokens, made by a Read-only Administrator',
  CSV_FILE: 'a CSV file with the columns email,name,mfa and if you like method,tz,role',
  READING_INTERVAL: 'a duration like 15m or 1h, 1h when unset',
  LEASE: 'a duration like 60s, 60s when unset',
  ROLES: 'bot, worker or bot,worker; both when unset',
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent; info when unset',
} as const;

export type SettingName = keyof typeof SETTINGS;

/** One setting that is missing or wrong. `problem` goes on from the name and never holds a secret. */
export interface SettingProblem {
  name: SettingName;
  problem: string;
  where: string;
}

export function describeProblem(name: SettingName, problem: string): SettingProblem {
  return { name, problem, where: SETTINGS[name] };
}

export function isSettingName(name: unknown): name is SettingName {
  return typeof name === 'string' && Object.hasOwn(SETTINGS, name);
}

/** All problems as one message for a terminal, without a newline at its end. */
export function formatProblems(problems: readonly SettingProblem[]): string {
  const count = problems.length === 1 ? '1 setting is' : `${problems.length} settings are`;
  return [
    `Muster cannot start: ${count} missing or wrong.`,
    ...problems.map(({ name, problem, where }) => `\n  ${name} ${problem}.\n      → ${where}`),
    '\nSet them in the environment or in a file named .env (.env.example explains each), then start again.',
    'To look around first without an account and without any setting: npm run playground',
  ].join('\n');
}
