import { type Browser, chromium } from 'playwright';
import { findChromium } from './findChromium.ts';

// no sandbox: containers run tests as root; the rest keeps the browser from calling anybody but us
const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium disappeared after the tests had found it');
  return await chromium.launch({ executablePath, args: browserArgs });
}
