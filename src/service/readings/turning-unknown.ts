import type { Trx } from '../../db/database.ts';
import { findMembers } from '../../db/member-repository.ts';
import { addTurnedUnknown } from '../../db/reading-claim-repository.ts';
import type { MemberId } from '../../domain/ids.ts';
import { isCounted } from '../../domain/member.ts';
import type { Pass } from './pass.ts';

/**
 * Counts who turns `unknown` while `change` is made: of these members those who are counted and whose status was known.
 * The number is kept with the reading, so that a pass that another process goes on with loses none.
 */
export async function countTurning(
  trx: Trx,
  { organizationId, reading }: Pass,
  { memberIds, now }: { memberIds: readonly MemberId[]; now: Date },
  change: () => Promise<void>,
): Promise<void> {
  const known = (await findMembers(trx, organizationId, memberIds, now))
    .filter((member) => isCounted(member) && member.mfaStatus !== 'unknown')
    .map(({ id }) => id);
  await change();
  if (known.length === 0) return;
  const after = await findMembers(trx, organizationId, known, now);
  const turned = after.filter(({ mfaStatus }) => mfaStatus === 'unknown').length;
  if (turned > 0) await addTurnedUnknown(trx, reading, turned);
}
