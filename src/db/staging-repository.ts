import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { type AccountIdentity, NO_IDENTITY } from '../domain/account.ts';
import { ROLES } from '../domain/member.ts';
import { MFA_METHODS, MFA_STATUSES } from '../domain/mfa.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { parseJson } from './json.ts';
import type { ReadingClaim } from './reading-row.ts';
import { toFlag } from './values.ts';

const CLEAR_SLICE = 2_000;

const stagedPersonSchema = z.object({
  slackUserId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  timeZone: z.string().nullable(),
  role: z.enum(ROLES),
  deactivated: z.boolean(),
  awayUntil: z.coerce.date().nullish(),
});
/** A person as the pass read them: a `RosterPerson`. */
export type StagedPerson = z.infer<typeof stagedPersonSchema>;

const stagedAccountSchema = z.object({
  externalId: z.string(),
  slackUserId: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string().nullish(),
  login: z.string().nullish(),
  timeZone: z.string().nullish(),
  status: z.enum(MFA_STATUSES),
  method: z.enum(MFA_METHODS).nullable(),
  isOwner: z.boolean().optional(),
});
/** An account as the pass read it: a `DirectoryAccount`. */
export type StagedAccount = z.infer<typeof stagedAccountSchema>;
type IdentifiedAccount = Pick<StagedAccount, 'slackUserId' | 'name' | 'email' | 'login'>;

export function parseStagedPerson(text: string): StagedPerson {
  return stagedPersonSchema.parse(parseJson(text));
}

export function parseStagedAccount(text: string): StagedAccount {
  return stagedAccountSchema.parse(parseJson(text));
}

/** The reading was taken over by another process: what this one has read is worth nothing any more. */
export class ReadingLostError extends Error {
  override readonly name = 'ReadingLostError';
}

/** Keeps a process that lost its lease from writing into the pass of the one that has it. */
export async function assertHeld(trx: Trx, { id, organizationId, attempt }: ReadingClaim): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('readings')
    .set((eb) => ({ attempt: eb.ref('attempt') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ReadingLostError(`reading ${id} is no longer ours`);
}

/** One short transaction for each batch. */
async function inHeldBatches<T>(
  db: Db,
  claim: ReadingClaim,
  rows: readonly T[],
  work: (trx: Trx, batch: readonly T[]) => Promise<unknown>,
): Promise<void> {
  await inBatches(rows, (batch) =>
    db.transaction().execute(async (trx) => {
      await assertHeld(trx, claim);
      await work(trx, batch);
    }),
  );
}

/** Keeps one page of the roster until the pass is complete. A person who is on two pages counts once, as read last. */
export async function stagePeople(db: Db, claim: ReadingClaim, people: readonly StagedPerson[]): Promise<void> {
  const unique = [...new Map(people.map((person) => [person.slackUserId, person])).values()];
  await inHeldBatches(db, claim, unique, (trx, batch) =>
    trx
      .insertInto('staged_people')
      .values(batch.map((person) => toPersonRow(claim, person)))
      .onConflict((conflict) =>
        conflict.columns(['reading_id', 'slack_user_id']).doUpdateSet((eb) => ({
          deactivated: eb.ref('excluded.deactivated'),
          person: eb.ref('excluded.person'),
        })),
      )
      .execute(),
  );
}

function toPersonRow(claim: ReadingClaim, person: StagedPerson) {
  return {
    reading_id: claim.id,
    organization_id: claim.organizationId,
    slack_user_id: person.slackUserId,
    deactivated: toFlag(person.deactivated),
    person: JSON.stringify(person),
  };
}

/** Keeps one page of the directory until the pass is complete. An account that is on two pages counts once. */
export async function stageAccounts(db: Db, claim: ReadingClaim, accounts: readonly StagedAccount[]): Promise<void> {
  const unique = [...new Map(accounts.map((account) => [account.externalId, account])).values()];
  await inHeldBatches(db, claim, unique, (trx, batch) =>
    trx
      .insertInto('staged_accounts')
      .values(batch.map((account) => toAccountRow(claim, account)))
      .onConflict((conflict) =>
        conflict.columns(['reading_id', 'external_id']).doUpdateSet((eb) => ({
          mfa_status: eb.ref('excluded.mfa_status'),
          mfa_method: eb.ref('excluded.mfa_method'),
          is_owner: eb.ref('excluded.is_owner'),
          name: eb.ref('excluded.name'),
          email: eb.ref('excluded.email'),
          login: eb.ref('excluded.login'),
          account: eb.ref('excluded.account'),
        })),
      )
      .execute(),
  );
}

/** Of somebody whom the directory knows by Slack id, the roster says more. */
export function identityOf({ slackUserId, name, email, login }: IdentifiedAccount): AccountIdentity {
  return slackUserId === null ? { name: name ?? null, email, login: login ?? null } : NO_IDENTITY;
}

function toAccountRow(claim: ReadingClaim, account: StagedAccount) {
  return {
    reading_id: claim.id,
    organization_id: claim.organizationId,
    external_id: account.externalId,
    mfa_status: account.status,
    mfa_method: account.method,
    is_owner: toFlag(account.isOwner === true),
    ...identityOf(account),
    account: JSON.stringify(account),
  };
}

export type StagedPass = Pick<ReadingClaim, 'id' | 'organizationId'>;

/** Forgets what a pass has read, slice by slice: after it ended, and before it begins again. */
export async function clearStaged(db: Db, reading: StagedPass): Promise<void> {
  while ((await clearSlice(db, reading)) > 0n) await setImmediate();
}

async function clearSlice(db: Db, { id, organizationId }: StagedPass): Promise<bigint> {
  const people = await sql`
    delete from staged_people where reading_id = ${id} and slack_user_id in (
      select slack_user_id from staged_people
      where reading_id = ${id} and organization_id = ${organizationId} limit ${CLEAR_SLICE})
  `.execute(db);
  const accounts = await sql`
    delete from staged_accounts where reading_id = ${id} and external_id in (
      select external_id from staged_accounts
      where reading_id = ${id} and organization_id = ${organizationId} limit ${CLEAR_SLICE})
  `.execute(db);
  return (people.numAffectedRows ?? 0n) + (accounts.numAffectedRows ?? 0n);
}
