import { describe, expect, test } from 'vitest';
import { validateAttachments, validateMessageBlocks } from '../../../src/playground/slack/block-kit/message.ts';
import { parseView } from '../../../src/playground/slack/block-kit/view.ts';
import { isObject, type JsonObject } from '../../../src/playground/slack/json.ts';
import { hasFixtures, listFixtures, needsFixtures, readFixture } from './fixtures.ts';

function read(...path: string[]): JsonObject {
  const value = readFixture(...path);
  if (!isObject(value)) throw new Error(`${path.join('/')} is no object`);
  return value;
}

/** Puts an element where its type may stand. */
function around(element: JsonObject): JsonObject {
  const type = String(element['type']);
  if (/_input$|^(?:multi_|datetime)/.test(type)) {
    return { type: 'input', label: { type: 'plain_text', text: 'L' }, element };
  }
  if (type === 'url') return { type: 'task_card', task_id: '1', title: 't', sources: [element] };
  return { type: 'section', text: { type: 'plain_text', text: 'T' }, accessory: element };
}

function problemsOf(blocks: unknown) {
  return validateMessageBlocks(blocks, { repeatedIds: 'accepted' });
}

describe.skipIf(!hasFixtures)(`what Slack accepts is accepted${needsFixtures}`, () => {
  test('there are recorded payloads', () => {
    expect(listFixtures('blockkit', 'valid', 'blocks').length).toBeGreaterThan(30);
  });

  test.each(listFixtures('blockkit', 'valid', 'blocks'))('block %s', (name) => {
    expect(problemsOf([read('blockkit', 'valid', 'blocks', name)])).toEqual([]);
  });

  test.each(listFixtures('blockkit', 'valid', 'elements'))('element %s', (name) => {
    expect(problemsOf([around(read('blockkit', 'valid', 'elements', name))])).toEqual([]);
  });

  test.each(listFixtures('blockkit', 'valid', 'messages'))('message %s', (name) => {
    const { blocks = [], attachments = [] } = read('blockkit', 'valid', 'messages', name);
    expect(problemsOf(blocks)).toEqual([]);
    expect(validateAttachments(attachments)).toEqual([]);
  });

  test.each(listFixtures('blockkit', 'valid', 'attachments'))('attachment %s', (name) => {
    expect(validateAttachments([read('blockkit', 'valid', 'attachments', name)])).toEqual([]);
  });

  test.each(listFixtures('blockkit', 'valid', 'rich_text'))('rich text %s', (name) => {
    const element = read('blockkit', 'valid', 'rich_text', name);
    const isPart = !String(element['type']).startsWith('rich_text_');
    const elements = isPart ? [{ type: 'rich_text_section', elements: [element] }] : [element];
    expect(problemsOf([{ type: 'rich_text', elements }])).toEqual([]);
  });

  test.each(listFixtures('blockkit', 'valid', 'views'))('view %s', (name) => {
    expect(parseView(read('blockkit', 'valid', 'views', name))).toMatchObject({ ok: true });
  });

  test.each(listFixtures('views-valid'))('view %s', (name) => {
    expect(parseView(read('views-valid', name))).toMatchObject({ ok: true });
  });
});
