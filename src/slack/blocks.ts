import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { truncate, truncateMrkdwn } from './mrkdwn.ts';

/** The blocks that Muster uses. */
export type MusterBlock = SectionBlock | ContextBlock | ActionsBlock | DividerBlock | HeaderBlock | InputBlock;

/** A message: `text` is a full sentence, because notifications and screen readers use it instead of the blocks. */
export interface SlackMessage {
  text: string;
  blocks: MusterBlock[];
}

// Slack's limits, https://docs.slack.dev/reference/block-kit
const TEXT_LIMIT = 3000;
const HEADER_LIMIT = 150;
const LABEL_LIMIT = 75;
const URL_LIMIT = 3000;
const FIELDS_LIMIT = 10;
const FIELD_LIMIT = 2000;

export function plain(text: string, limit = TEXT_LIMIT): PlainTextElement {
  return { type: 'plain_text', text: present(truncate(text, limit)), emoji: true };
}

/** Slack refuses an empty text, and with it everything around it. */
function present(text: string): string {
  return text.trim() === '' ? '…' : text;
}

/** `verbatim`: Slack then links only what is marked up, never an address or a channel inside of somebody's name. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: present(truncateMrkdwn(text, TEXT_LIMIT)), verbatim: true };
}

export function section(text: string, accessory?: Button | Overflow | StaticSelect): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory === undefined ? {} : { accessory }) };
}

/** Short facts in two columns. */
export function facts(texts: readonly string[]): SectionBlock {
  return {
    type: 'section',
    fields: texts.slice(0, FIELDS_LIMIT).map((text) => mrkdwn(truncateMrkdwn(text, FIELD_LIMIT))),
  };
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, HEADER_LIMIT) };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

/** A row of buttons, or nothing where there is none: Slack refuses an empty row. */
export function actions(blockId: string, elements: readonly ActionsBlockElement[]): ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId, elements: [...elements] }];
}

export interface ButtonOptions {
  actionId: string;
  label: string;
  value?: string;
  style?: 'primary' | 'danger';
  /** What a screen reader says where the label alone repeats in a list. */
  accessibilityLabel?: string;
  confirm?: ConfirmationDialog;
}

export function button(options: ButtonOptions): Button {
  const { actionId, label, value, style, accessibilityLabel, confirm } = options;
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, LABEL_LIMIT),
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    ...(accessibilityLabel === undefined ? {} : { accessibility_label: truncate(accessibilityLabel, LABEL_LIMIT) }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** A button that opens a page, or nothing where the address is not one that Slack takes. */
export function linkButton(actionId: string, label: string, url: string, style?: 'primary'): Button[] {
  if (!isWebAddress(url)) return [];
  return [{ ...button({ actionId, label, ...(style && { style }) }), url }];
}

function isWebAddress(url: string): boolean {
  if (url.length > URL_LIMIT || !URL.canParse(url)) return false;
  return ['http:', 'https:'].includes(new URL(url).protocol);
}

export function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, LABEL_LIMIT), value };
}

export function overflow(actionId: string, options: PlainTextOption[]): Overflow {
  return { type: 'overflow', action_id: actionId, options };
}

export function confirmation(title: string, text: string, confirm: string): ConfirmationDialog {
  return { title: plain(title, 100), text: plain(text, 300), confirm: plain(confirm, 30), deny: plain('Cancel', 30) };
}
