import type { Member } from '../../db/member-repository.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';

/** Until when each of these does not want to be disturbed. Where Slack does not say, it keeps quiet itself. */
export async function readUndisturbed(
  deps: Pick<ServiceDeps, 'roster' | 'clock' | 'log'>,
  members: readonly Member[],
): Promise<ReadonlyMap<MemberId, Date>> {
  const ids = new Map(members.flatMap(({ id, slackUserId }) => (slackUserId === null ? [] : [[slackUserId, id]])));
  if (ids.size === 0) return new Map();
  try {
    const found = await deps.roster.listUndisturbed([...ids.keys()], deps.clock.now());
    return new Map(
      [...found].flatMap(([slackUserId, until]) => {
        const id = ids.get(slackUserId);
        return id === undefined ? [] : [[id, until]];
      }),
    );
  } catch (error) {
    deps.log.warn({ err: error }, 'Slack did not say who must not be disturbed');
    return new Map();
  }
}
