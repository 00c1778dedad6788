import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules not asked of the page, and why. */
const exceptions: Record<string, string> = {};

/** A page that still loads or moves is judged by what it will be: half-faded words have no contrast. */
async function untilStill(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isMoving = document.getAnimations().some((animation) => {
      const end = animation.effect?.getComputedTiming().endTime;
      return animation.playState === 'running' && Number.isFinite(Number(end));
    });
    return !isMoving && document.querySelector('[aria-busy="true"]') === null;
  });
}

/** What keeps people from using the page as it is now: serious accessibility faults, sideways scrolling. */
export async function inspectPage(page: Page): Promise<string[]> {
  await untilStill(page);
  // evaluated, not added as a script: the page's content security policy refuses those of others
  await page.evaluate(axeSource);
  const disabled = Object.fromEntries(Object.keys(exceptions).map((rule) => [rule, { enabled: false }]));
  const { violations } = await page.evaluate(async (rules): Promise<AxeResults> => {
    // axe-core puts itself on the window
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return await axe.run(document, { rules, resultTypes: ['violations'] });
  }, disabled);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const faults = serious.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return overflow > 0 ? [...faults, `the page is ${overflow} px wider than its window`] : faults;
}
