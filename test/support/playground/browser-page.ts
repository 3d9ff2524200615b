import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const folder = path.resolve(import.meta.dirname, '../../../test-results/playground');
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const LOOKS = [
  { size: 'desktop', scheme: 'light', asksAxe: true },
  { size: 'desktop', scheme: 'dark', asksAxe: false },
  { size: 'phone', scheme: 'light', asksAxe: false },
  { size: 'phone', scheme: 'dark', asksAxe: true },
] as const;

const findingsSchema = z.array(
  z.object({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** Axe takes a label that is scrolled out of a long window for a hidden one. */
const AXE_OPTIONS = { rules: { 'label-title-only': { enabled: false } } };

/** What axe calls serious or critical, with the elements. */
async function findSerious(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axeFile, 'utf8'));
  const found = await page.evaluate(`axe.run(${JSON.stringify(AXE_OPTIONS)}).then(({ violations }) => violations)`);
  return findingsSchema
    .parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Pixels by which something sticks out of the page's width. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Where a line ends in … on purpose, as in any mail program. */
const CUT_ON_PURPOSE = '.mail-row *';

/** Texts that are cut off: what does not fit into its box and is hidden or ends in …, or sticks out of the window. */
function findClipped(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('body *')]
    .filter((element) => !element.matches(${JSON.stringify(CUT_ON_PURPOSE)}) && !element.closest('.visually-hidden'))
    .filter((element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ''))
    .filter((element) => element.checkVisibility() && element.closest('.block-table, .suggestions') === null)
    .filter((element) => (getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
      || element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1)
    .map(({ textContent }) => textContent)`);
}

/** A picture of the page as it is. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Looks at the page as it is: pictures of both sizes in both schemes, and axe for each size and each scheme. */
export async function lookAtPage(page: Page, name: string): Promise<void> {
  for (const { size, scheme, asksAxe } of LOOKS) {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await takePicture(page, `${name}-${size}-${scheme}`);
    expect(await overflow(page), `${name} at ${size}`).toBeLessThanOrEqual(0);
    expect(await findClipped(page), `${name} at ${size}`).toEqual([]);
    if (asksAxe) expect(await findSerious(page), `${name} at ${size}, ${scheme}`).toEqual([]);
  }
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'light' });
}
