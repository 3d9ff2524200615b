import { expireInvitations } from '../../db/invitation-repository.ts';
import { cancelInvitationTasks } from '../../db/invitation-task-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { ServiceDeps } from '../deps.ts';

const SLICE = 50;

/** Invitations that nobody accepted in time end by themselves. */
export async function endExpiredInvitations(
  deps: Pick<ServiceDeps, 'database' | 'clock'>,
  organizationId: OrganizationId,
): Promise<void> {
  let ended = SLICE;
  while (ended === SLICE) {
    ended = await inTransaction(deps.database, async (trx) => {
      const now = deps.clock.now();
      const ids = await expireInvitations(trx, organizationId, { now, limit: SLICE });
      await cancelInvitationTasks(trx, organizationId, ids);
      for (const subjectId of ids) {
        await recordByMuster(trx, organizationId, { at: now, type: 'invitation.expired', source: 'upkeep', subjectId });
      }
      return ids.length;
    });
  }
}
