/** The notices about locks, with the names and the state of the moment at which they are sent. */
import { findLocksOf, type Lock } from '../../db/lock-repository.ts';
import { listOwners } from '../../db/member-list-repository.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import type { NoticeFacts, NoticeMessage, SetupGuide } from '../../domain/message.ts';
import type { Directory } from '../../ports.ts';
import type { ServiceDeps } from '../deps.ts';
import type { NoticePayload } from './notice-payload.ts';

type LockNoticeKind = 'accounts_locked' | 'locks_waiting' | 'unlock_failed' | 'account_locked' | 'account_unlocked';
type Deps = Pick<ServiceDeps, 'database' | 'clock' | 'directories'>;

/** So many are enough to find one who answers. */
const CONTACTS = 3;

/** `null` when there is nothing left to say: who was unlocked meanwhile is not told that they are locked. */
export async function composeLockNotice(
  deps: Deps,
  organizationId: OrganizationId,
  facts: NoticeFacts,
  payload: Extract<NoticePayload, { kind: LockNoticeKind }>,
  namesOf: (ids: readonly MemberId[]) => Promise<Person[]>,
): Promise<NoticeMessage | null> {
  const labelOf = (name: string) => deps.directories.find((directory) => directory.name === name)?.label ?? name;
  switch (payload.kind) {
    case 'accounts_locked': {
      const { kind, total, memberIds, directories } = payload;
      return { ...facts, kind, total, members: await namesOf(memberIds), directoryLabels: directories.map(labelOf) };
    }
    case 'locks_waiting':
      return { ...facts, kind: payload.kind, total: payload.total, members: await namesOf(payload.memberIds) };
    case 'unlock_failed': {
      const { kind, total, memberIds, directory } = payload;
      return { ...facts, kind, total, members: await namesOf(memberIds), directoryLabel: labelOf(directory) };
    }
    case 'account_locked': {
      const guides = await listLockedGuides(deps, organizationId, facts.recipient.memberId);
      if (guides.length === 0) return null;
      return { ...facts, kind: payload.kind, guides, contacts: await listContacts(deps, organizationId, facts) };
    }
    case 'account_unlocked':
      return { ...facts, kind: payload.kind, directoryLabel: labelOf(payload.directory) };
  }
}

/** Where Muster has locked this person. */
export async function listLockedGuides(
  { database, directories }: Pick<ServiceDeps, 'database' | 'directories'>,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<SetupGuide[]> {
  const locks = await findLocksOf(database.db, organizationId, [memberId], ['locked', 'unlocking']);
  return lockedGuidesOf(directories, locks);
}

/** The directories of these locks. */
export function lockedGuidesOf(directories: readonly Directory[], locks: readonly Lock[]): SetupGuide[] {
  return directories
    .filter(({ name }) => locks.some((lock) => lock.directory === name))
    .map(({ label, setupUrl }) => ({ directoryLabel: label, accountName: null, setupUrl }));
}

async function listContacts(
  { database, clock }: Deps,
  organizationId: OrganizationId,
  { recipient }: NoticeFacts,
): Promise<Person[]> {
  const owners = await listOwners(database.db, organizationId, clock.now());
  return owners
    .filter(({ id }) => id !== recipient.memberId)
    .slice(0, CONTACTS)
    .map(({ memberId, slackUserId, name }) => ({ memberId, slackUserId, name }));
}
