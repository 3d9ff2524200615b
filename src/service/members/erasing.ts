/** Erasure of one person, and of who left long ago: what says who they are goes, the audit trail stays as it is. */
import { setImmediate } from 'node:timers/promises';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { eraseMember, listForgettable } from '../../db/erasure-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import {
  forgetApprovals,
  forgetDeliveries,
  forgetNotices,
  forgetReadings,
  forgetReminders,
} from '../../db/retention-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { AuditActor } from '../../domain/audit.ts';
import { CONFIRMATION_WORDS, isConfirmed } from '../../domain/confirmation.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { retentionMs } from '../../domain/settings.ts';
import type { ServiceDeps } from '../deps.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';

type ErasingDeps = Pick<ServiceDeps, 'database' | 'clock'>;

/** Small enough that nobody waits for one: each reading is looked for among all accounts. */
const SLICE = 100;
const READINGS_IN_SLICE = 2;
const PEOPLE_IN_SLICE = 10;
/** What is beyond this is left to the next tick. */
const MOST_SLICES = 50;

/** `muster erase`. Somebody who is still there would come back with the next reading: they have to leave first. */
export async function eraseFromServer(
  deps: ErasingDeps,
  organizationId: OrganizationId,
  { memberId, word }: { memberId: MemberId; word: string },
): Promise<Outcome<null>> {
  if (!isConfirmed('erase', word)) return refused({ code: 'wrong_word', word: CONFIRMATION_WORDS.erase });
  return inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const member = await getMember(trx, organizationId, memberId, now);
    if (member.state !== 'deactivated') return refused({ code: 'person_still_here' });
    await erase(trx, organizationId, memberId, { actor: { type: 'server' }, source: 'cli', now });
    return done(null);
  });
}

async function erase(
  trx: Trx,
  organizationId: OrganizationId,
  memberId: MemberId,
  { actor, source, now }: { actor: AuditActor; source: string; now: Date },
): Promise<void> {
  await eraseMember(trx, organizationId, memberId, now);
  await appendAuditEvent(trx, organizationId, {
    at: now,
    type: 'member.erased',
    actor,
    source,
    subjectId: memberId,
    before: null,
    after: null,
  });
}

/** Forgets what is older than the organization's retention. It may be called at any time and any number of times. */
export async function forgetOld(deps: ErasingDeps, organizationId: OrganizationId): Promise<void> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - retentionMs(await getSettings(deps.database.db, organizationId)));
  const forget = async (one: typeof forgetReadings, limit: number) =>
    await inSlices(deps, limit, (trx) => one(trx, organizationId, { before, limit }));
  await forget(forgetDeliveries, SLICE);
  await forget(forgetReminders, SLICE);
  await forget(forgetApprovals, SLICE);
  await forget(forgetNotices, SLICE);
  await forget(forgetReadings, READINGS_IN_SLICE);
  await inSlices(deps, PEOPLE_IN_SLICE, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const left = await listForgettable(trx, organizationId, { before, limit: PEOPLE_IN_SLICE });
    for (const id of left)
      await erase(trx, organizationId, id, { actor: { type: 'muster' }, source: 'retention', now });
    return left.length;
  });
}

/** Until a slice is not full; between two of them everybody else has their turn. */
async function inSlices(deps: ErasingDeps, full: number, work: (trx: Trx) => Promise<number>): Promise<void> {
  for (let slices = 0; slices < MOST_SLICES; slices += 1) {
    if ((await inTransaction(deps.database, work)) < full) return;
    await setImmediate();
  }
}
