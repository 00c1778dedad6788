// Goal: the page of a split that is broken says in words what is broken and what to do, and nothing tempts to roll it out; hostile names stay names.
// Method: the same faults and names that are planted over the API, read in a real browser in both languages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenTrials } from '../server/brokenTrials.ts';
import { DAY_MS, feedTrial } from '../server/feedTrial.ts';
import { hostileNames, hostileTrial } from '../server/hostileTrial.ts';
import { callOf } from '../server/startServer.ts';
import { inspectPage } from './inspectPage.ts';
import { keepBrowser, type Look } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const come = keepBrowser();
const broken = brokenTrials(Date.now());
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  const trials = [...broken.map(({ trial }) => trial), hostileTrial(Date.now() - 40 * DAY_MS)];
  for (const trial of trials) await feedTrial({ call: callOf(server.url) }, trial);
});
afterAll(() => server.stop());

const looks: readonly Look[] = [{ locale: 'en' }, { locale: 'zh-CN', scheme: 'dark' }];
const rows = looks.flatMap((look) => broken.map((one) => ({ ...one, look, locale: look.locale })));

test.each(rows)('$fault, in $locale', async ({ trial, check, advice, isWarning = false, look }) => {
  const { page, faults } = await come(server.url, look);
  const words = wordsIn(look.locale ?? 'en');
  const trust = words.on('trust');
  await page.goto(`/journeys/${trial.id}/results/ab`);
  const verdict = page.locator('.tl-part').nth(0);
  const checks = page.locator('.tl-part').nth(1);
  await checks
    .getByText(trust(`advice.${advice}`))
    .first()
    .waitFor();
  const state = trust(isWarning ? 'state.warning' : 'state.failed');
  const row = checks.getByRole('row').filter({ hasText: trust(`check.${check}`) });
  await row.getByText(state, { exact: true }).first().waitFor();
  const decision = words.on('decision');
  if (isWarning) {
    const rollOut = decision('deed.rollOut', { arm: 'treatment' });
    expect(await page.getByText(words.on('verdict')('state.loser', { arm: 'treatment' })).count()).toBe(0);
    expect(await page.getByRole('button', { name: rollOut, exact: true }).count()).toBeLessThanOrEqual(1);
  } else {
    await verdict.getByText(words.on('verdict')('state.doNotTrust'), { exact: true }).waitFor();
    await verdict
      .getByText(new RegExp(trust(`check.${check}`)))
      .first()
      .waitFor();
    await page.getByRole('button', { name: trust('hidden.show') }).waitFor();
    const open = page.getByRole('button', { name: new RegExp(`^${decision('deed.rollOutOpen')} …`) });
    await open.waitFor();
  }
  expect(await inspectPage(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test.each(looks)(
  'names that are code, formulas or run the other way are read as names, in $locale',
  async (look) => {
    const { page, faults } = await come(server.url, look);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto('/journeys/hostile/results/ab');
    await page.locator('canvas').first().waitFor();
    const arms = page.locator('.tl-part').nth(2);
    for (const name of hostileNames) {
      // what turns the direction of a line is left out, or the words after the name would be turned too
      await arms.getByText(name.replace('\u202e', ''), { exact: true }).first().waitFor();
    }
    expect(await page.locator('.tl-part').nth(4).innerText()).not.toContain('\u202e');
    expect(await page.locator('.tl-result img').count()).toBe(0);
    expect(dialogs).toEqual([]);
    expect(await inspectPage(page)).toEqual([]);
    expect(faults).toEqual([]);
  },
);
