import { type Browser, chromium } from 'playwright-core';
import { getTool } from './tools.ts';

const QUIET_AND_ALONE = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium that talks to nobody but the pages of the test. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: getTool('chromium'), args: QUIET_AND_ALONE });
}
