import type { OrganizationId, SlackUserId } from '../domain/ids.ts';

export const CALL_SOURCES = ['slack:command', 'slack:modal', 'slack:button', 'slack:home'] as const;
export type CallSource = (typeof CALL_SOURCES)[number];

/** Who asks, from where, in which organization. */
export interface Caller {
  organizationId: OrganizationId;
  slackUserId: SlackUserId;
  source: CallSource;
}
