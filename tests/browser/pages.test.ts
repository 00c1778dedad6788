// Goal: every page can be read and used by everybody, in both languages, light and dark, on a small screen.
// Method: each page, empty and filled, is opened at 1024×768, scanned by axe-core and listened to; three are used.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editorScreen, pickOption } from './editorScreen.ts';
import { fillWorkspace } from './fillWorkspace.ts';
import { inspectPage } from './inspectPage.ts';
import { keepBrowser, type Look, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { type PageWords, wordsIn } from './wordsIn.ts';

const come = keepBrowser();
let empty: RunningServer;
let filled: RunningServer;
beforeAll(async () => {
  [empty, filled] = await Promise.all([startServer(), startServer()]);
  await fillWorkspace(filled);
});
afterAll(async () => {
  await Promise.all([empty.stop(), filled.stop()]);
});

type Shown = (page: Page, words: PageWords) => Promise<unknown>;

const heading: Shown = (page) => page.getByRole('heading', { level: 1 }).waitFor();
const teaches =
  (name: Parameters<PageWords['on']>[0]): Shown =>
  (page, words) =>
    page.getByRole('heading', { name: words.on(name)('empty.title') }).waitFor();
const row =
  (text: string): Shown =>
  (page) =>
    page.getByRole('table').getByText(text, { exact: true }).first().waitFor();
const node =
  (id: string): Shown =>
  (page, words) =>
    editorScreen(page, words.editor).node(id).waitFor();

/** Pages of a workspace with nothing in it, and what shows that they are ready. */
const emptyPages: readonly (readonly [string, Shown])[] = [
  ['/journeys', teaches('journeys')],
  ['/experiments', teaches('experiments')],
  ['/experiments/portfolio', heading],
  ['/audiences', teaches('audiences')],
  ['/audiences/new', heading],
  ['/customers', teaches('customers')],
  ['/customers/import', heading],
  ['/content', teaches('content')],
  ['/content/new', heading],
  ['/messages', teaches('messages')],
  ['/settings', (page) => page.getByRole('heading', { level: 2 }).last().waitFor()],
  ['/nowhere', heading],
];

const filledPages: readonly (readonly [string, Shown])[] = [
  ['/journeys', row('新客礼遇 Welcome offer')],
  ['/journeys/live', (page) => page.getByTitle(/60$/).first().waitFor()],
  ['/journeys/draft', node('start')],
  ['/journeys/live/results', (page) => page.getByRole('figure').locator('canvas').waitFor()],
  ['/journeys/live/results/split1', (page) => page.locator('canvas').first().waitFor()],
  ['/experiments', row('split1')],
  ['/experiments/portfolio', heading],
  ['/audiences', row('high-balance')],
  ['/audiences/high-balance', (page) => page.getByRole('link', { name: 'c10' }).waitFor()],
  ['/customers', row('c3')],
  ['/customers/id/c3', (page) => page.getByText('card_issued').waitFor()],
  ['/content', row('card-welcome')],
  ['/content/card-welcome', (page) => page.getByText(/UCS-2/).first().waitFor()],
  ['/messages', (page) => page.getByRole('article').waitFor()],
];

const looks: readonly Look[] = [
  { locale: 'en', scheme: 'light' },
  { locale: 'zh-CN', scheme: 'dark' },
];

describe.each(looks)('in $locale, $scheme', (look) => {
  const small = { ...look, width: 1024, height: 768 };
  const words = wordsIn(look.locale ?? 'en');

  const workspaces = [
    { says: 'every page of an empty workspace teaches', pages: emptyPages, server: () => empty },
    { says: 'every page of a filled workspace', pages: filledPages, server: () => filled },
  ];
  test.each(workspaces)('$says and has no fault', async ({ pages, server }) => {
    const { page, faults } = await come(server().url, small);
    const found: Record<string, string[]> = {};
    for (const [path, shown] of pages) {
      await page.goto(path);
      await shown(page, words);
      found[path] = await inspectPage(page);
    }
    expect(found).toEqual(Object.fromEntries(pages.map(([path]) => [path, []])));
    expect(faults).toEqual([]);
  });

  test('what opens over the editor has no fault', async () => {
    const { page, faults } = await come(filled.url, small);
    const { t } = words.editor;
    const editor = editorScreen(page, words.editor);
    const found: Record<string, string[]> = {};
    await page.goto('/journeys/live');
    for (const id of ['start', 'split1', 'sms1', 'wait1', 'exit1']) {
      await editor.open(id);
      found[id] = await inspectPage(page);
    }
    for (const side of ['settings', 'rehearse'] as const) {
      await page.getByRole('button', { name: t(`page.${side}`) }).click();
      await editor.panel.getByRole('heading', { name: t(`${side}.title`) }).waitFor();
      found[side] = await inspectPage(page);
    }
    await page.getByRole('button', { name: t('page.publish') }).click();
    await page
      .getByRole('dialog')
      .getByText(t('publish.unchanged', { version: 1 }))
      .waitFor();
    found.unchanged = await inspectPage(page);
    await page.goto('/journeys/draft');
    await editor.node('start').waitFor();
    await page.getByRole('button', { name: t('page.publish') }).click();
    await page.getByRole('dialog').getByText(t('publish.irrevocable')).waitFor();
    found.publish = await inspectPage(page);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    expect(faults).toEqual([]);
  });

  test('the dialog for a new journey has no fault', async () => {
    const { page, faults } = await come(empty.url, small);
    const say = words.on('journeys');
    await page.goto('/journeys');
    await page.getByRole('button', { name: say('create') }).click();
    await page.getByRole('dialog').getByRole('radio').nth(2).waitFor();
    expect(await inspectPage(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

test('a CSV file with broken rows is imported: the good ones count, the broken ones are told', async () => {
  const { page, faults } = await come(filled.url);
  const say = wordsIn('en').on('customers');
  await page.goto('/customers/import');
  const good = Array.from({ length: 500 }, (_, index) => `n${index},Name ${index},Asia/Shanghai,${index}`);
  // a zone nobody knows counts as none, so that row is a good one
  good.push('n500,Far away,Nowhere/Land,500');
  const bad = ['n1000,One cell too many,Asia/Shanghai,5,6', ',No id,Asia/Shanghai,7'];
  const text = ['id,name,timeZone,balance', ...good, ...bad].join('\n');
  await page.locator('input[type="file"]').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.getByRole('table', { name: say('csv.mapping') }).waitFor();
  await page.getByRole('button', { name: /^Import \d+ kB$/ }).click();
  await page.getByRole('heading', { name: say('csv.done') }).waitFor();
  await page.getByRole('progressbar').waitFor();
  const told = page.getByText(say('csv.firstProblems')).locator('..').getByRole('listitem');
  await expect
    .poll(async () => (await told.allTextContents()).map((text) => text.slice(0, 8)), soon)
    .toEqual(['Row 503:', 'Row 504:']);
  expect(await inspectPage(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: say('csv.report') }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await page.getByRole('button', { name: say('csv.toCustomers') }).click();
  await page.getByLabel(say('search')).fill('n499');
  await page.getByRole('link', { name: 'n499', exact: true }).waitFor();
  await page.goto('/customers/id/n500');
  await page.getByText(say('from.unknownZone'), { exact: true }).waitFor();
  expect(faults).toEqual([]);
});

test('an audience counts its customers while its condition is written', async () => {
  const { page, faults } = await come(filled.url);
  const words = wordsIn('en');
  const { t } = words.editor;
  const say = words.on('audiences');
  await page.goto('/audiences/new');
  await page.getByLabel(say('form.name'), { exact: true }).fill('VIP');
  await page.getByLabel(say('form.id'), { exact: true }).fill('vip');
  await page.getByRole('button', { name: t('condition.add') }).click();
  await page.getByRole('menuitem', { name: t('condition.attribute'), exact: true }).click();
  await page.getByRole('combobox', { name: t('condition.attribute'), exact: true }).fill('age');
  await page.keyboard.press('Tab');
  await pickOption(
    page,
    page.getByRole('combobox', { name: `age: ${t('condition.operator')}` }),
    t('operator.<'),
  );
  await page.getByRole('spinbutton', { name: `age: ${t('field.value')}` }).fill('25');
  // ages begin at 20 and rise by one from customer to customer: 20…24 twice among 60
  await page.getByText(/^10$/).waitFor();
  await page.getByRole('button', { name: words.on('shell')('save'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'VIP' }).waitFor();
  expect(faults).toEqual([]);
});

test('settings are saved after their consequences were read', async () => {
  const { page, faults } = await come(empty.url);
  const words = wordsIn('en');
  const say = words.on('settings');
  await page.goto('/settings');
  const zone = page.getByRole('combobox', { name: say('time.zone'), exact: true });
  await zone.fill('Shanghai');
  await page
    .locator('.ant-select-item-option')
    .getByText(/Asia\/Shanghai/)
    .click();
  await page.getByRole('button', { name: say('save.button') }).click();
  const dialog = page.getByRole('dialog', { name: say('save.title') });
  await dialog.getByText(say('save.consequence.timeZone', { zone: 'Asia/Shanghai' })).waitFor();
  await dialog.getByRole('button', { name: say('save.confirm') }).click();
  await page.getByText(say('save.done')).waitFor();
  await page.reload();
  await page
    .getByText(/Asia\/Shanghai/)
    .first()
    .waitFor();
  expect(faults).toEqual([]);
});

test('a page is left without a question while nothing on it is unsaved, and with one otherwise', async () => {
  const { page, faults } = await come(filled.url);
  const words = wordsIn('en');
  let asked = 0;
  page.on('dialog', async (dialog) => {
    asked += 1;
    await dialog.accept();
  });
  const forms = ['/journeys/live', '/journeys/draft', '/audiences/high-balance', '/content/card-welcome'];
  for (const path of [...forms, '/settings']) {
    await page.goto(path);
    // browsers ask only where somebody has done something
    await page.getByRole('heading').first().waitFor();
    await page.keyboard.press('Tab');
    await page.reload();
    expect([path, asked]).toEqual([path, 0]);
  }
  await page.goto('/audiences/high-balance');
  await page.getByLabel(words.on('audiences')('form.name'), { exact: true }).fill('Others');
  await page.reload();
  expect(asked).toBe(1);
  expect(faults).toEqual([]);
});

test('names as long as allowed stay within the cards of a customer', async () => {
  const long = 'W'.repeat(90);
  await empty.call('PUT', '/profiles/wide', { attributes: { [long]: long }, tags: [long.slice(0, 64)] });
  await empty.call('POST', '/events', {
    id: 'wide',
    profile: 'wide',
    name: long,
    properties: { [long]: long },
  });
  const { page, faults } = await come(empty.url);
  await page.goto('/customers/id/wide');
  await page.locator('.tl-entry').first().waitFor();
  const wide = await page
    .locator('.tl-card')
    .evaluateAll((cards) => cards.filter((card) => card.scrollWidth > card.clientWidth).length);
  expect(wide).toBe(0);
  expect(faults).toEqual([]);
});
