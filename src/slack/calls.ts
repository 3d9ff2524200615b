import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { OrganizationId, SlackUserId } from '../domain/ids.ts';
import type { Logger } from '../log.ts';
import type { Caller } from '../service/caller.ts';
import type { Services } from '../service/services.ts';
import type { SlackMessage } from './blocks.ts';
import type { ViewBody } from './interaction.ts';

/** What every handler can use. */
export interface Tools {
  services: Services;
  client: WebClient;
  log: Logger;
}

/** Somebody typed `/mfa <word> <rest>`. */
export interface CommandCall extends Tools {
  caller: Caller;
  /** What stands after the word, as Slack sent it. */
  rest: string;
  /** Opens a modal; Slack allows it within three seconds of the command. */
  openModal(view: ModalView): Promise<void>;
}

/** Answers with a message that only the caller sees; `null` when a modal is the answer. */
export type CommandHandler = (call: CommandCall) => Promise<SlackMessage | null>;

/** Somebody pressed a button or chose in a menu. It is acknowledged already. */
export interface ActionCall extends Tools {
  caller: Caller;
  value: string | null;
  triggerId: string;
  /** The Home tab or the modal that the button is in; `null` in a message. */
  view: ViewBody | null;
  /** Where a private answer in the conversation goes; `null` outside of messages. */
  responseUrl: string | null;
}
export type ActionHandler = (call: ActionCall) => Promise<void>;

/** Somebody submitted a modal. */
export interface SubmissionCall extends Tools {
  caller: Caller;
  view: ViewBody;
}

/** What becomes of the modal: errors stand under their fields, anything else replaces it. */
export type SubmissionAnswer =
  | { type: 'errors'; errors: Readonly<Record<string, string>> }
  | { type: 'replace'; view: ModalView };
export type SubmissionHandler = (call: SubmissionCall) => Promise<SubmissionAnswer>;

/** An event of the Events API in our own workspace, seen for the first time. */
export interface EventCall extends Tools {
  organizationId: OrganizationId;
  user: SlackUserId | null;
  /** `user_change`: what Muster keeps of the person, as one text. */
  portrait: string | null;
  tab: string | null;
  /** `tokens_revoked`: whether the bot's own token is among them. */
  botTokenRevoked: boolean;
}
export type EventHandler = (call: EventCall) => Promise<void>;
