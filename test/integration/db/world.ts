import { randomUUID } from 'node:crypto';
import { upsertAccounts } from '../../../src/db/account-repository.ts';
import type { DatabaseHandle, Db } from '../../../src/db/database.ts';
import { newId } from '../../../src/db/ids.ts';
import { insertMember, insertMembers, type Member, type NewMember } from '../../../src/db/member-repository.ts';
import { refreshMfaStatus } from '../../../src/db/member-status-repository.ts';
import { ensureOrganization, type Organization } from '../../../src/db/organization-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { toInstant } from '../../../src/db/values.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import type { MfaMethod, MfaStatus } from '../../../src/domain/mfa.ts';

export const NOON = new Date('2026-03-02T12:00:00.000Z');

export function minutesAfter(minutes: number, start = NOON): Date {
  return new Date(start.getTime() + minutes * 60_000);
}

export function createOrganization(db: Db): Promise<Organization> {
  return ensureOrganization(db, { slackTeamId: `T${randomUUID()}`, name: 'Lighthouse', now: NOON });
}

export function newMember(patch: Partial<NewMember> = {}): NewMember {
  const slackUserId = `U${randomUUID()}`;
  return { slackUserId, name: 'Ada', email: null, timeZone: null, role: 'member', state: 'active', ...patch };
}

export function addMember(
  db: Db,
  organizationId: OrganizationId,
  patch: Partial<NewMember> = {},
  now = NOON,
): Promise<Member> {
  return insertMember(db, organizationId, newMember(patch), now);
}

export interface Standing extends Partial<NewMember> {
  status: MfaStatus | null;
  method?: MfaMethod | null;
}

/** Members with one Slack account each, in the order given; `null` for none. */
export async function addStandings(
  handle: DatabaseHandle,
  organizationId: OrganizationId,
  standings: readonly Standing[],
  now = NOON,
): Promise<MemberId[]> {
  return inTransaction(handle, async (trx) => {
    const members = standings.map(({ status: _status, method: _method, ...patch }) => newMember(patch));
    const ids = await insertMembers(trx, organizationId, members, now);
    const accounts = ids.flatMap((memberId, index) => {
      const { status, method = null } = standings[index] ?? { status: null };
      const externalId = members[index]?.slackUserId ?? memberId;
      return status === null
        ? []
        : [{ memberId, directory: 'slack', externalId, status, method, statusReadAt: now, readingId: null }];
    });
    await upsertAccounts(trx, organizationId, accounts);
    await refreshMfaStatus(trx, organizationId, ids);
    return ids;
  });
}

/** Issue 2 has no act that exempts: the row is written as the act will. */
export async function exempt(
  db: Db,
  organizationId: OrganizationId,
  memberId: MemberId,
  sponsorId: MemberId,
  span: { startsAt: Date; endsAt: Date; endedAt?: Date | null },
): Promise<void> {
  await db
    .insertInto('exemptions')
    .values({
      id: newId('exemption'),
      organization_id: organizationId,
      member_id: memberId,
      sponsor_id: sponsorId,
      reason: 'parental leave',
      starts_at: toInstant(span.startsAt),
      ends_at: toInstant(span.endsAt),
      ended_at: span.endedAt ? toInstant(span.endedAt) : null,
    })
    .execute();
}
