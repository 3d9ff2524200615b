/** On schedule: sponsors hear a week before the end, and an exemption whose time is over ends by itself. */

import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { listEnding, listLapsed, markSponsorTold } from '../../db/exemption-repository.ts';
import { findMember } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { EXEMPTION_ENDING_MS } from '../../domain/exemption.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { planNotice, planOwnersNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { readNewSince } from '../members/newcomers.ts';
import { performEnd } from './performing.ts';

const AT_ONCE = 50;

type KeepDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'mailer' | 'queue'>;

/** It may come at any time and any number of times. */
export async function keepExemptions(deps: KeepDeps, organizationId: OrganizationId): Promise<void> {
  await tellSponsors(deps, organizationId);
  await endLapsed(deps, organizationId);
}

async function tellSponsors(deps: KeepDeps, organizationId: OrganizationId): Promise<void> {
  const now = deps.clock.now();
  const by = new Date(now.getTime() + EXEMPTION_ENDING_MS);
  if ((await listEnding(deps.database.db, organizationId, { now, by, limit: 1 })).length === 0) return;
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const reach = { mailEnabled: deps.mailer.enabled, now };
    for (const { id, memberId, sponsorId, endsAt } of await listEnding(trx, organizationId, {
      now,
      by,
      limit: AT_ONCE,
    })) {
      await markSponsorTold(trx, organizationId, id, now);
      const payload = { kind: 'exemption_ending', memberId, endsAt: endsAt.toISOString() } as const;
      const sponsor = await findMember(trx, organizationId, sponsorId, now);
      // Names are private and stay in Slack. A sponsor who left is stood in for by the owners.
      if (sponsor === null || sponsor.state === 'deactivated') {
        await planOwnersNotice(trx, organizationId, { payload, channels: ['slack'] }, reach);
      } else {
        await planNotice(trx, organizationId, { payload, recipients: [sponsor], channels: ['slack'] }, reach);
      }
    }
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

async function endLapsed(deps: KeepDeps, organizationId: OrganizationId): Promise<void> {
  const now = deps.clock.now();
  const lapsed = await listLapsed(deps.database.db, organizationId, now, AT_ONCE);
  if (lapsed.length === 0) return;
  const appearedSince = await readNewSince(deps, organizationId, now);
  const reach = { mailEnabled: deps.mailer.enabled, now };
  const act = { organizationId, actor: { type: 'muster' }, source: 'schedule', appearedSince, reach } as const;
  for (const { memberId } of lapsed) {
    await inTransaction(deps.database, async (trx, onCommit) => {
      await performEnd(trx, act, memberId, 'lapsed');
      onCommit(() => deps.queue.wakeDeliveries());
    });
  }
}
