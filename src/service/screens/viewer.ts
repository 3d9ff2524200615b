import type { Account } from '../../db/account-repository.ts';
import { listAccountsOfMember } from '../../db/account-repository.ts';
import { findLocksOf, type Lock } from '../../db/lock-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { findOpenViolation, type Violation } from '../../db/violation-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { gracePeriodMs, type Settings } from '../../domain/settings.ts';
import { graceEndsAt } from '../../domain/violation.ts';
import { guidesOf, personOf } from '../deliveries/composing.ts';
import { lockedGuidesOf } from '../deliveries/composing-locks.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Actor } from '../members/actor.ts';
import type { Viewer } from './screens.ts';

/** The person who looks, as every screen shows them their own status. */
export async function readViewer(
  deps: Pick<ServiceDeps, 'database' | 'clock' | 'directories'>,
  organizationId: OrganizationId,
  actor: Actor,
): Promise<Viewer> {
  const { db } = deps.database;
  const violation = await findOpenViolation(db, organizationId, actor.member.id);
  return buildViewer(deps, actor, {
    violation,
    accounts: await listAccountsOfMember(db, organizationId, actor.member.id),
    settings: await getSettings(db, organizationId),
    locks: await findLocksOf(db, organizationId, [actor.member.id], ['locked', 'unlocking']),
  });
}

export interface ViewerFacts {
  violation: Violation | null;
  accounts: readonly Account[];
  settings: Settings;
  /** Of the viewer, those that keep them out. */
  locks: readonly Lock[];
}

export function buildViewer(
  { clock, directories }: Pick<ServiceDeps, 'clock' | 'directories'>,
  { member, permission }: Actor,
  { violation, accounts, settings, locks }: ViewerFacts,
): Viewer {
  return {
    person: personOf(member),
    role: member.role,
    state: member.state,
    permission,
    mfaStatus: member.mfaStatus,
    mfaMethod: member.mfaMethod,
    exempt: member.exempt,
    graceEndsAt:
      violation && !member.exempt ? graceEndsAt(violation.grace, clock.now(), gracePeriodMs(settings)) : null,
    locked: lockedGuidesOf(directories, locks),
    timeZone: member.timeZone ?? 'UTC',
    guides: guidesOf(directories, accounts, { policy: settings, ownEmail: member.email }),
  };
}
