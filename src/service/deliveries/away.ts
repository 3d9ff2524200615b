/** Away from Slack: stop sending, change nothing, unlock nothing, mail the owners, keep the state. */
import { markAway } from '../../db/organization-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { ServiceDeps } from '../deps.ts';
import { planOwnersNotice } from './notices.ts';

export const SLACK_GONE = [
  'app_uninstalled',
  'tokens_revoked',
  'account_inactive',
  'token_revoked',
  'invalid_auth',
] as const;
export type SlackGone = (typeof SLACK_GONE)[number];

export function isSlackGone(code: string): code is SlackGone {
  return SLACK_GONE.some((gone) => gone === code);
}

/** Only the first to notice tells the owners, and by email: it is the one way that is left. */
export async function leaveSlack(
  deps: Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer' | 'log'>,
  organizationId: OrganizationId,
  reason: SlackGone,
): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    if (!(await markAway(trx, organizationId, { at: now, reason }))) return;
    deps.log.error(
      { organizationId, reason },
      'Slack has turned Muster away: nothing is sent until it is installed again',
    );
    await recordByMuster(trx, organizationId, {
      at: now,
      type: 'organization.away',
      source: 'slack',
      subjectId: null,
      after: { reason },
    });
    const notice = { payload: { kind: 'slack_disconnected' }, channels: ['email'] } as const;
    await planOwnersNotice(trx, organizationId, notice, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
