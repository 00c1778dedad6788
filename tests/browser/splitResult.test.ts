// Goal: an analyst reads a split's result from "may I believe it" to the audit file, and decides; nobody is led astray.
// Method: splits are fed through the API and read in a browser, in both languages, both schemes and on paper.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedSplit } from './feedSplit.ts';
import { inspectPage } from './inspectPage.ts';
import { keepBrowser, type Look, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const come = keepBrowser();
let server: RunningServer;

const plan = {
  hypothesis: 'A reminder that names the date brings more deposits.',
  minimumEffect: 0.01,
  plannedCustomers: 4_000,
  minimumDays: 7,
  worth: { currency: 'CNY', perConversion: 300 },
};
const control = { id: 'A', name: '短信 SMS', share: 50, control: true, units: 2_000, converted: 100 };
const treated = { id: 'B', name: '推送 Push', share: 50, units: 2_000, converted: 190 };

beforeAll(async () => {
  server = await startServer();
  await feedSplit(server, { journey: 'winner', plan, arms: [control, treated] });
  await feedSplit(server, {
    journey: 'lopsided',
    plan,
    arms: [control, { ...treated, units: 1_600 }],
  });
});
afterAll(() => server.stop());

const partCount = (page: Page) => page.locator('.tl-part').count();
const looks: readonly Look[] = [
  { locale: 'en', scheme: 'light', width: 1024, height: 768 },
  { locale: 'zh-CN', scheme: 'dark', width: 1440, height: 900 },
];

describe.each(looks)('in $locale, $scheme, $width px wide', (look) => {
  const words = wordsIn(look.locale ?? 'en');
  const verdict = words.on('verdict');

  test('the result of a split that won has ten parts and no fault', async () => {
    const { page, faults } = await come(server.url, look);
    await page.goto('/journeys/winner/results/ab');
    await page.getByText(verdict('state.winner', { arm: '推送 Push' })).waitFor();
    await page.locator('canvas').first().waitFor();
    expect(await partCount(page)).toBe(10);
    expect(await inspectPage(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('a failed check folds the results away', async () => {
    const { page, faults } = await come(server.url, look);
    await page.goto('/journeys/lopsided/results/ab');
    await page.getByText(verdict('state.doNotTrust'), { exact: true }).waitFor();
    expect(
      await page.getByText(words.on('effect')('difference.title', { against: '短信 SMS' })).count(),
    ).toBe(0);
    expect(await inspectPage(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('the journey’s results lead to those of the split', async () => {
    const { page, faults } = await come(server.url, look);
    await page.goto('/journeys/winner/results');
    await page.getByText(verdict('state.winner', { arm: '推送 Push' })).waitFor();
    expect(await inspectPage(page)).toEqual([]);
    await page.getByRole('link', { name: verdict('open') }).click();
    await page.getByRole('heading', { name: words.on('decision')('audit.title') }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe('an analyst', () => {
  const words = wordsIn('en');
  const trust = words.on('trust');
  const effect = words.on('effect');
  const decision = words.on('decision');

  test('reads the checks, their figures, and every chart as a table, by keyboard', async () => {
    const { page, faults } = await come(server.url);
    await page.goto('/journeys/winner/results/ab');
    const check = trust('check.assignedRatio');
    const expand = page.getByRole('button', { name: trust('details.show', { check }) });
    await expand.focus();
    await page.keyboard.press('Enter');
    const figures = page.getByRole('table', { name: trust('details.title', { check }) });
    await figures.getByText('2,000').first().waitFor();
    const day = page.getByRole('columnheader', { name: effect('time.day'), exact: true });
    expect(await day.count()).toBe(0);
    const switches = page.getByRole('radiogroup', {
      name: words.on('charts')('view', { title: effect('time.cumulative') }),
    });
    await switches.getByRole('radio', { checked: true }).focus();
    await page.keyboard.press('ArrowRight');
    await day.first().waitFor();
    expect(faults).toEqual([]);
  });

  test('sees the effect in the unit asked for', async () => {
    const { page, faults } = await come(server.url);
    await page.goto('/journeys/winner/results/ab');
    const table = (unit: string) =>
      page.getByRole('table', {
        name: effect('difference.plot', {
          against: '短信 SMS',
          unit: effect(`unit.${unit}`, { currency: 'CNY' }),
        }),
      });
    await table('points').getByText('+4.5', { exact: true }).waitFor();
    await page.getByTitle(effect('scale.perThousand'), { exact: true }).click();
    await table('conversions').getByText('+45.0', { exact: true }).waitFor();
    await page.getByTitle(effect('scale.lift'), { exact: true }).click();
    await table('percent').getByText('+90', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  test('signs for looking at results that failed a check, and gets no judgement', async () => {
    const { page, faults } = await come(server.url);
    await page.goto('/journeys/lopsided/results/ab');
    await page.getByRole('button', { name: trust('hidden.show') }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: trust('look.confirm') });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(trust('look.name')).fill('Wang Min');
    expect(await inspectPage(page)).toEqual([]);
    await confirm.click();
    await page.getByText(trust('look.shown')).waitFor();
    await page.getByText(effect('reading.notJudged')).first().waitFor();
    expect(await page.getByText(effect('reading.better'), { exact: true }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('decides against the rule only with a reason and somebody else', async () => {
    const { page, faults } = await come(server.url);
    await page.goto('/journeys/winner/results/ab');
    await page.getByRole('button', { name: decision('deed.keepControl') }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: decision('dialog.confirm') });
    await dialog.getByLabel(decision('dialog.name')).fill('Wang Min');
    await dialog.getByLabel(decision('dialog.reason')).fill('The push service is retired in December.');
    await dialog.getByLabel(decision('dialog.second')).fill('wang min');
    await dialog.getByText(decision('dialog.same')).waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(decision('dialog.second')).fill('Li Wei');
    expect(await inspectPage(page)).toEqual([]);
    await confirm.click();
    const past = page.getByRole('table', { name: decision('past.title') });
    await past.getByText(decision('past.againstRule')).waitFor();
    await past.getByText('The push service is retired in December.').waitFor();
    expect(faults).toEqual([]);
  });

  test('computes the run again, takes its files away, and reads it as it was', async () => {
    const { page, faults } = await come(server.url);
    await page.goto('/journeys/winner/results/ab');
    await page.getByRole('button', { name: decision('audit.replay') }).click();
    await page.getByText(/^Same bytes/).waitFor();
    for (const [name, ending] of [
      ['csv', '.csv'],
      ['json', '.json'],
      ['input', '_input.json'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: decision(`audit.${name}`) }).click();
      expect((await download).suggestedFilename()).toMatch(
        new RegExp(`^[^_]+_ab_\\d{4}-\\d\\d-\\d\\d${ending.replace('.', '\\.')}$`),
      );
    }
    await page
      .getByRole('link', { name: decision('past.run') })
      .first()
      .click();
    await page.getByText(decision('old')).waitFor();
    expect(faults).toEqual([]);
  });

  test('prints it on bright paper, without what can only be pressed', async () => {
    const { page, faults } = await come(server.url, { scheme: 'dark' });
    await page.goto('/journeys/winner/results/ab');
    await page.locator('canvas').first().waitFor();
    await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
    });
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1000 });
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.scheme), soon).toBe('light');
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByRole('button').count()).toBe(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(718);
    expect(faults).toEqual([]);
  });
});
