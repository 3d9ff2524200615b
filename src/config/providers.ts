import { z } from 'zod';
import type { DirectoryName } from '../ports.ts';
import { describeProblem, type SettingName, type SettingProblem } from './settings.ts';
import * as value from './values.ts';

/** The settings of each directory that is listed; `null` for those that are not. */
export interface Providers {
  scaleway: { apiUrl: string; accessKey: string; secretKey: string; organizationId: string } | null;
  github: { apiUrl: string; token: string; org: string; identitiesFile: string | null } | null;
  google: { apiUrl: string; credentialsFile: string; adminEmail: string; customer: string } | null;
  entra: { apiUrl: string; loginUrl: string; tenantId: string; clientId: string; clientSecret: string } | null;
  okta: { apiUrl: string; apiToken: string } | null;
  csv: { file: string } | null;
}

const address = (own: string) => value.addressOf('https://', 'http://').default(own);

/** Addresses default to the provider's own; Okta has one for each organization. */
export const providerVariables = {
  SCALEWAY_API_URL: address('https://api.scaleway.com'),
  SCALEWAY_ACCESS_KEY: value.word.optional(),
  SCALEWAY_SECRET_KEY: value.word.optional(),
  SCALEWAY_ORGANIZATION_ID: value.word.optional(),
  GITHUB_API_URL: address('https://api.github.com'),
  GITHUB_TOKEN: value.word.optional(),
  GITHUB_ORG: value.word.optional(),
  GITHUB_IDENTITIES_FILE: z.string().optional(),
  GOOGLE_API_URL: address('https://admin.googleapis.com'),
  GOOGLE_CREDENTIALS_FILE: z.string().optional(),
  GOOGLE_ADMIN_EMAIL: value.email.optional(),
  GOOGLE_CUSTOMER: value.word.default('my_customer'),
  ENTRA_API_URL: address('https://graph.microsoft.com'),
  ENTRA_LOGIN_URL: address('https://login.microsoftonline.com'),
  ENTRA_TENANT_ID: value.word.optional(),
  ENTRA_CLIENT_ID: value.word.optional(),
  ENTRA_CLIENT_SECRET: value.word.optional(),
  OKTA_API_URL: value.addressOf('https://', 'http://').optional(),
  OKTA_API_TOKEN: value.word.optional(),
  CSV_FILE: z.string().optional(),
};

const shape = z.object(providerVariables);
type Variables = z.infer<typeof shape>;

const NEEDED: Record<DirectoryName, readonly (keyof Variables & SettingName)[]> = {
  slack: [],
  scaleway: ['SCALEWAY_ACCESS_KEY', 'SCALEWAY_SECRET_KEY', 'SCALEWAY_ORGANIZATION_ID'],
  github: ['GITHUB_TOKEN', 'GITHUB_ORG'],
  google: ['GOOGLE_CREDENTIALS_FILE', 'GOOGLE_ADMIN_EMAIL'],
  entra: ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET'],
  okta: ['OKTA_API_URL', 'OKTA_API_TOKEN'],
  csv: ['CSV_FILE'],
};

/** Each setting that a listed directory lacks. */
export function missingOf(
  names: readonly DirectoryName[],
  env: Readonly<Record<string, string | undefined>>,
): SettingProblem[] {
  return names.flatMap((name) =>
    NEEDED[name]
      .filter((setting) => env[setting] === undefined)
      .map((setting) => describeProblem(setting, `is not set, but DIRECTORIES has ${name}`)),
  );
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

function buildEntra(read: Variables): Providers['entra'] {
  const { ENTRA_TENANT_ID: tenantId, ENTRA_CLIENT_ID: clientId, ENTRA_CLIENT_SECRET: clientSecret } = read;
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined) return null;
  const urls = { apiUrl: trimmed(read.ENTRA_API_URL), loginUrl: trimmed(read.ENTRA_LOGIN_URL) };
  return { ...urls, tenantId, clientId, clientSecret };
}

function buildScaleway(read: Variables): Providers['scaleway'] {
  const { SCALEWAY_ACCESS_KEY: accessKey, SCALEWAY_SECRET_KEY: secretKey } = read;
  const organizationId = read.SCALEWAY_ORGANIZATION_ID;
  if (accessKey === undefined || secretKey === undefined || organizationId === undefined) return null;
  return { apiUrl: trimmed(read.SCALEWAY_API_URL), accessKey, secretKey, organizationId };
}

function buildGithub(read: Variables): Providers['github'] {
  const { GITHUB_TOKEN: token, GITHUB_ORG: org, GITHUB_IDENTITIES_FILE: identitiesFile = null } = read;
  if (token === undefined || org === undefined) return null;
  return { apiUrl: trimmed(read.GITHUB_API_URL), token, org, identitiesFile };
}

function buildGoogle(read: Variables): Providers['google'] {
  const { GOOGLE_CREDENTIALS_FILE: credentialsFile, GOOGLE_ADMIN_EMAIL: adminEmail } = read;
  if (credentialsFile === undefined || adminEmail === undefined) return null;
  return { apiUrl: trimmed(read.GOOGLE_API_URL), credentialsFile, adminEmail, customer: read.GOOGLE_CUSTOMER };
}

function buildOkta({ OKTA_API_URL: url, OKTA_API_TOKEN: apiToken }: Variables): Providers['okta'] {
  return url === undefined || apiToken === undefined ? null : { apiUrl: trimmed(url), apiToken };
}

export function buildProviders(read: Variables, names: readonly DirectoryName[]): Providers {
  const has = (name: DirectoryName) => names.includes(name);
  return {
    scaleway: has('scaleway') ? buildScaleway(read) : null,
    github: has('github') ? buildGithub(read) : null,
    google: has('google') ? buildGoogle(read) : null,
    entra: has('entra') ? buildEntra(read) : null,
    okta: has('okta') ? buildOkta(read) : null,
    csv: has('csv') && read.CSV_FILE !== undefined ? { file: read.CSV_FILE } : null,
  };
}
