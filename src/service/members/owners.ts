import type { Account } from '../../db/account-repository.ts';
import type { Trx } from '../../db/database.ts';
import { findMembersByEmails, insertMember, type Member } from '../../db/member-repository.ts';
import type { StagedAccount } from '../../db/staging-repository.ts';
import { normalizeEmail } from '../../db/values.ts';
import type { OrganizationId } from '../../domain/ids.ts';

/** The one person in Slack with that address; nobody when there are several: never a guess. */
export function findOnly(members: readonly Member[], email: string | null): Member | undefined {
  if (email === null) return undefined;
  const people = members.filter((member) => member.slackUserId !== null && member.email === normalizeEmail(email));
  return people.length === 1 ? people[0] : undefined;
}

/** A member of its own, for an account that matches nobody, or several. */
export function toUnmatched(account: Pick<StagedAccount, 'externalId' | 'name' | 'email' | 'timeZone'>) {
  const { externalId, name, email, timeZone } = account;
  return {
    slackUserId: null,
    name: name ?? email ?? externalId,
    email,
    timeZone: timeZone ?? null,
    role: 'member' as const,
    state: 'active' as const,
  };
}

/** Whose an account is when nobody says so by hand. */
export async function findOwnerByEmail(
  trx: Trx,
  organizationId: OrganizationId,
  { externalId, identity }: Account,
  now: Date,
): Promise<Member> {
  const { email } = identity;
  const members = email === null ? [] : await findMembersByEmails(trx, organizationId, [email], now);
  const person = findOnly(members, email);
  return person ?? insertMember(trx, organizationId, toUnmatched({ externalId, ...identity }), now);
}
