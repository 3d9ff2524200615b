import { LIMITS } from '../block-kit/limits.ts';
import { measureBlocksText, validateAttachments, validateMessageBlocks } from '../block-kit/message.ts';
import { normalizeBlocks } from '../block-kit/normalize.ts';
import { type Problem, wordProblem } from '../block-kit/problems.ts';
import { SlackApiError, type SlackErrorName } from '../errors.ts';
import { isObject, type JsonObject, objectsOf, stringOf } from '../json.ts';
import type { Content } from '../state/message.ts';
import { structured } from './args.ts';

/** How the methods that take a message differ. */
export interface ContentRules {
  maxText: { length: number; overflow: 'cut' | 'refuse' };
  repeatedIds: 'refused' | 'accepted';
  /** What Slack answers for bad attachments. */
  badAttachments: SlackErrorName;
  /** What Slack answers for too much text in blocks. */
  longBlocks: SlackErrorName;
}

function refuse(code: SlackErrorName, problems: readonly Problem[]): SlackApiError {
  const errors = problems.map(wordProblem);
  return new SlackApiError(code, {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  });
}

function readBlocks(args: JsonObject, rules: ContentRules, newId: () => string): JsonObject[] {
  if (args['blocks'] === undefined || args['blocks'] === '') return [];
  const blocks = structured(args['blocks']);
  if (!Array.isArray(blocks)) throw new SlackApiError('invalid_blocks_format');
  const problems = validateMessageBlocks(blocks, rules);
  if (problems.length > 0) throw refuse('invalid_blocks', problems);
  if (measureBlocksText(blocks) > LIMITS.messageBlocksText) throw new SlackApiError(rules.longBlocks);
  return normalizeBlocks(objectsOf(blocks), newId);
}

function readAttachments(args: JsonObject, rules: ContentRules, newId: () => string): JsonObject[] {
  if (args['attachments'] === undefined || args['attachments'] === '') return [];
  const attachments = structured(args['attachments']);
  const problems = validateAttachments(attachments);
  if (problems.length > 0) throw refuse(rules.badAttachments, problems);
  const list = objectsOf(attachments);
  if (list.length > LIMITS.attachments) throw new SlackApiError('too_many_attachments');
  return list.map((attachment, index) => ({
    id: index + 1,
    ...attachment,
    ...(attachment['blocks'] !== undefined && { blocks: normalizeBlocks(objectsOf(attachment['blocks']), newId) }),
  }));
}

/** What a message will say, checked. Throws what Slack answers for it. */
export function readContent(args: JsonObject, rules: ContentRules, newId: () => string): Content {
  const { maxText } = rules;
  let text = stringOf(args['text']) ?? '';
  if (text.length > maxText.length) {
    if (maxText.overflow === 'refuse') throw new SlackApiError('msg_too_long');
    text = text.slice(0, maxText.length);
  }
  const blocks = readBlocks(args, rules, newId);
  const attachments = readAttachments(args, rules, newId);
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new SlackApiError('no_text');
  return { text, blocks, attachments };
}

/** Message metadata: an event type and an object. */
export function readMetadata(args: JsonObject): JsonObject | undefined {
  if (args['metadata'] === undefined || args['metadata'] === '') return undefined;
  const metadata = structured(args['metadata']);
  const fits = isObject(metadata) && typeof metadata['event_type'] === 'string' && isObject(metadata['event_payload']);
  if (!fits) throw new SlackApiError('invalid_metadata_format');
  return metadata;
}
