import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Locale } from '../../shared/problem.ts';
import { launchBrowser } from './launch.ts';

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** errors the pages wrote to the console or did not catch */
  faults: string[];
}

export interface Look {
  locale?: Locale;
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** Comes to the product as somebody of their own: nothing stored, this language and this scheme. */
export type Come = (url: string, look?: Look) => Promise<Visit>;

/** Longest wait for anything a page shows; a machine under load needs most of it. */
const WAIT_MS_MAX = 30_000;
/** For `expect.poll`: what a page shows comes when it comes. */
export const soon = { timeout: WAIT_MS_MAX };
const failuresFolder = join(tmpdir(), 'throughline-browser-failures');

/** One browser for the tests of a file; what the pages looked like when a test failed is kept. */
export function keepBrowser(): Come {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async ({ task }) => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    if (task.result?.state === 'fail') {
      mkdirSync(failuresFolder, { recursive: true });
      for (const [index, page] of pages.entries()) {
        const path = join(failuresFolder, `${task.name.replace(/\W+/g, '-')}-${index}.png`);
        await page.screenshot({ path });
        process.stderr.write(`${page.url()} when it failed: ${path}\n`);
      }
    }
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(() => browser.close());

  return async (url, { locale = 'en', scheme = 'light', width = 1440, height = 900 } = {}) => {
    const context = await browser.newContext({
      baseURL: url,
      locale,
      colorScheme: scheme,
      viewport: { width, height },
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    context.setDefaultTimeout(WAIT_MS_MAX);
    const faults: string[] = [];
    context.on('page', (page) => listen(page, faults));
    return { page: await context.newPage(), context, faults };
  };
}

function listen(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
  });
}
