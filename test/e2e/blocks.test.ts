import { expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';
import { takePicture } from '../support/playground/browser-page.ts';
import { buildEverything } from '../support/playground/every-screen.ts';
import { buildPage, openWorkspace } from '../support/playground/open-workspace.ts';

const OWNER = 'UADAEZE001';
/** Well below the hundred of a view. */
const BLOCKS_AT_ONCE = 40;

/** What a block is made of, without what it says. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((part) => JSON.stringify(shapeOf(part))))];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([key, part]) => [key, key === 'type' ? part : shapeOf(part)]);
}

/** Every kind of block that the bot makes, once. */
function differentBlocks(): object[] {
  const blocks = buildEverything().flatMap((screen): object[] => [...screen.blocks]);
  const byShape = new Map(blocks.map((block) => [JSON.stringify(shapeOf(block)), { ...block, block_id: undefined }]));
  return [...byShape.values()];
}

test('every block and element that the bot sends is drawn: the page shows no note', { timeout: 180_000 }, async () => {
  const built = await buildPage();
  const browser = await launchBrowser();
  const workspace = await openWorkspace({ pageFolder: built.folder });
  onTestFinished(async () => {
    await browser.close();
    await workspace.close();
    await built.remove();
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await page.goto(`${workspace.url}#as=${OWNER}&at=home`);
  const blocks = differentBlocks();
  expect(blocks.length).toBeGreaterThan(10);
  for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) {
    const end = { type: 'context', elements: [{ type: 'plain_text', text: `The end of part ${at}.` }] };
    const view = { type: 'home', blocks: [...blocks.slice(at, at + BLOCKS_AT_ONCE), end] };
    await workspace.client.apiCall('views.publish', { user_id: OWNER, view });
    await page.getByText(`The end of part ${at}.`).waitFor();
    await takePicture(page, `blocks-${at}`);
    expect(await page.getByText('The playground cannot draw this yet').allTextContents()).toEqual([]);
    // Each block has its place, and something in it.
    const drawn = page.locator('.home .blocks').first().locator('> *');
    expect(await drawn.count()).toBe(view.blocks.length);
  }
});
