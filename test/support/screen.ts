import { expect } from 'vitest';
import type { SlackStandIn } from '../../src/playground/slack/stand-in.ts';

/** The limit of a wait for a condition: far more than it takes, even on a busy machine. */
export const PATIENCE_MS = 60_000;

/** Everything that a person can read in a block tree, in its order. */
export function readText(blocks: unknown): string {
  if (Array.isArray(blocks)) return blocks.map(readText).filter(Boolean).join('\n');
  if (typeof blocks !== 'object' || blocks === null) return '';
  const parts = Object.entries(blocks).map(([key, value]) => {
    if (['text', 'title', 'label', 'hint', 'placeholder'].includes(key) && typeof value === 'string') return value;
    return typeof value === 'object' ? readText(value) : '';
  });
  return parts.filter(Boolean).join('\n');
}

/** The modal on top, or undefined. */
export function modalOf(slack: SlackStandIn, userId: string) {
  return slack.lookAt(userId).modals.at(-1);
}

/** Waits until the modal on top says so; returns what it says. */
export async function expectModal(slack: SlackStandIn, userId: string, text: string | RegExp): Promise<string> {
  await expect.poll(() => readText(modalOf(slack, userId)?.blocks), { timeout: PATIENCE_MS }).toMatch(text);
  return readText(modalOf(slack, userId)?.blocks);
}

/** All that the bot has told a person in their direct messages, oldest first. */
export function directTexts(slack: SlackStandIn, userId: string): string[] {
  return slack.lookAt(userId).directMessages.map((message) => `${message.text}\n${readText(message.blocks)}`);
}

/** Waits until some direct message says so. */
export async function expectDirect(slack: SlackStandIn, userId: string, text: RegExp): Promise<void> {
  await expect
    .poll(() => directTexts(slack, userId).filter((one) => text.test(one)).length, { timeout: PATIENCE_MS })
    .toBeGreaterThan(0);
}

/** What only this person sees, the last one first asked for. */
export function ephemeralTexts(slack: SlackStandIn, userId: string): string[] {
  return slack.lookAt(userId).ephemerals.map((message) => `${message.text}\n${readText(message.blocks)}`);
}

/** Waits until an answer that only they see says so. */
export async function expectPrivate(slack: SlackStandIn, userId: string, text: string | RegExp): Promise<void> {
  await expect.poll(() => ephemeralTexts(slack, userId).at(-1) ?? '', { timeout: PATIENCE_MS }).toMatch(text);
}
