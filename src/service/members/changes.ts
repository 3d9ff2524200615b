import { createHash } from 'node:crypto';
import type { OrganizationId, SlackUserId } from '../../domain/ids.ts';

/** Enough for the largest workspace; beyond it somebody is read once more, and nothing is missed. */
const MOST_REMEMBERED = 200_000;

export type ChangeFilter = (organizationId: OrganizationId, slackUserId: SlackUserId, portrait: string) => boolean;

/**
 * Slack tells of every new status text and photo. Only a change of what Muster keeps of a person (`portrait`) is worth
 * a call: it returns whether this one differs from the last that was told. After a restart everybody is read once more.
 */
export function createChangeFilter(): ChangeFilter {
  const last = new Map<string, string>();
  return (organizationId, slackUserId, portrait) => {
    const key = `${organizationId} ${slackUserId}`;
    const digest = createHash('sha1').update(portrait).digest('base64');
    if (last.get(key) === digest) return false;
    if (last.size >= MOST_REMEMBERED) last.clear();
    last.set(key, digest);
    return true;
  };
}
