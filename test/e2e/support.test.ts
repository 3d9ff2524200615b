import { expect, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';

test('a headless browser renders a page', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<button>Check me again</button>');
    expect(await page.getByRole('button').textContent()).toBe('Check me again');
  } finally {
    await browser.close();
  }
});
