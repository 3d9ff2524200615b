import type { ModalView } from '@slack/types';
import { type MusterBlock, plain, type SlackMessage, section } from '../blocks.ts';
import { SCREENS } from '../ids.ts';

// Slack's limits of a modal's title and of the labels of its two buttons.
const TITLE_LIMIT = 24;
const BLOCKS_LIMIT = 100;

export interface ModalOptions {
  title: string;
  blocks: readonly MusterBlock[];
  callbackId: string;
  metadata?: string;
  /** The label of the button that submits; a modal without one has only *Close*. */
  submit?: string;
  close?: string;
}

export function modal({ title, blocks, callbackId, metadata, submit, close = 'Close' }: ModalOptions): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, TITLE_LIMIT),
    close: plain(close, TITLE_LIMIT),
    ...(submit === undefined ? {} : { submit: plain(submit, TITLE_LIMIT) }),
    ...(metadata === undefined ? {} : { private_metadata: metadata }),
    blocks: blocks.slice(0, BLOCKS_LIMIT),
  };
}

/** A modal that only says something: a refusal, a result, or that work is under way. */
export function information(title: string, content: string | SlackMessage): ModalView {
  const blocks = typeof content === 'string' ? [section(content)] : content.blocks;
  return modal({ title, blocks, callbackId: SCREENS.information });
}
