// Goal: an operator sets a split up to teach something, is refused until it can, publishes, and is told what a later change means.
// Method: one journey without goal and control, mended and planned in a real browser; its customers and their past come by the API.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EditorScreen, editorScreen } from './editorScreen.ts';
import { inspectPage } from './inspectPage.ts';
import { keepBrowser, type Look, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { type PageWords, wordsIn } from './wordsIn.ts';

const CUSTOMERS = 200;
/** of them, those who opened a deposit five days after their salary: one in ten */
const OPENED = 20;
const DAY_MS = 86_400_000;

const come = keepBrowser();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  const ids = Array.from({ length: CUSTOMERS }, (_, index) => `c${index}`);
  await server.call('POST', '/profiles/bulk', { profiles: ids.map((id) => ({ id })) });
  // the base rate is that of customers who would have come in and whose window is over
  await track('salary_paid', ids, 45);
  await track('deposit_opened', ids.slice(0, OPENED), 40);
  // one customer in two hundred bought for far more than all others
  await track('bought', ids.slice(1, 50), 40, { amount: 20 });
  await track('bought', ids.slice(0, 1), 40, { amount: 9_000 });
});
afterAll(() => server.stop());

async function track(
  name: string,
  profiles: readonly string[],
  daysAgo = 0,
  properties: { amount?: number } = {},
): Promise<void> {
  const occurredAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  const events = profiles.map((profile) => ({
    id: `${name}-${profile}-${daysAgo}`,
    name,
    profile,
    properties,
    occurredAt,
  }));
  await server.call('POST', '/events/batch', { events });
}

/** trigger → split of two arms, neither of them the control → wait for the deposit */
function unplanned(id: string) {
  return {
    format: 1,
    id,
    name: 'Deposit offer',
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'salary_paid' }, next: { next: 'ab' } },
      ab: {
        kind: 'split',
        settings: {
          salt: id,
          arms: [
            { id: 'A', name: 'Offer', share: 50 },
            { id: 'B', name: 'Nothing', share: 50 },
          ],
        },
        next: { A: 'wait', B: 'wait' },
      },
      wait: {
        kind: 'waitFor',
        settings: { paths: [{ id: 'done', event: 'deposit_opened' }], timeout: 'P30D' },
        next: { done: 'end', timeout: 'end' },
      },
      end: { kind: 'exit', settings: { reason: 'done' }, next: {} },
    },
    layout: { start: { x: 0, y: 0 }, ab: { x: 0, y: 140 }, wait: { x: 0, y: 300 }, end: { x: 0, y: 460 } },
  };
}

interface Job {
  page: Page;
  faults: string[];
  words: PageWords;
  editor: EditorScreen;
}

async function open(id: string, look: Look, more: object = {}): Promise<Job> {
  await server.call('POST', '/journeys', { ...unplanned(id), ...more });
  const { page, faults } = await come(server.url, look);
  const words = wordsIn(look.locale ?? 'en');
  await page.goto(`/journeys/${id}`);
  return { page, faults, words, editor: editorScreen(page, words.editor) };
}

const publishDialog = async ({ page, words }: Job, version: number) => {
  const { t } = words.editor;
  await page.getByRole('button', { name: t('page.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('publish.title', { version }) });
  await dialog.waitFor();
  return { dialog, now: dialog.getByRole('button', { name: t('publish.now') }) };
};

async function isRefused(job: Job): Promise<void> {
  const { t } = job.words.editor;
  const { dialog, now } = await publishDialog(job, 1);
  await dialog.getByText(t('publish.blocked')).waitFor();
  expect(await now.isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: t('page.cancel') }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function publish(job: Job, version: number): Promise<void> {
  const { dialog, now } = await publishDialog(job, version);
  await now.click();
  await dialog.waitFor({ state: 'detached' });
  await job.page.getByText(job.words.editor.t('publish.done'), { exact: true }).waitFor();
}

const mend = ({ editor }: Job, name: string) =>
  editor.problems.getByRole('button', { name, exact: true }).first().click();

test('a split is planned, refused, mended, published, and changed knowingly', async () => {
  const job = await open('planned', {});
  const { page, editor, words, faults } = job;
  const { t } = words.editor;
  const { panel, problems } = editor;
  await problems.getByText(t('problems.errors', { count: 2 })).waitFor();
  await isRefused(job);

  await mend(job, 'Make “Nothing” the control');
  await mend(job, 'Add goal “deposit_opened”');
  await problems.getByText(t('problems.none')).waitFor();

  await editor.open('ab');
  await panel.getByLabel(t('plan.hypothesis')).fill('An offer doubles the deposits.');
  await panel.getByRole('spinbutton', { name: t('plan.minimumEffect') }).fill('5');
  const calculator = panel.getByRole('region', { name: t('power.title') });
  await calculator.getByText(/^Of 200 customers whom “salary_paid” let in .* 10\s?% reached it/).waitFor();
  await calculator.getByText(t('power.nobodyComes')).waitFor();
  await panel.getByRole('button', { name: new RegExp(t('plan.stopping')) }).click();
  await panel.getByText(t('plan.fixed'), { exact: true }).click();
  await calculator.getByRole('button', { name: t('power.take') }).click();
  // 686 an arm: Fleiss, 10 % against 15 %, 5 % and 80 %
  const planned = panel.getByRole('spinbutton', { name: t('plan.plannedCustomers') });
  await expect.poll(() => planned.inputValue(), soon).toBe('1372');
  await problems.getByText(t('problems.none')).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await editor.saved();
  await publish(job, 1);

  await track('salary_paid', ['c50', 'c51', 'c52']);
  await panel.getByRole('spinbutton', { name: t('arms.share', { arm: 'A' }) }).fill('80');
  await panel.getByLabel(t('arms.name', { arm: 'A' })).fill('The offer');
  await editor.saved();
  await expect.poll(() => passed('planned'), soon).toBe(3);
  const { dialog } = await publishDialog(job, 2);
  await dialog.getByText(t('publish.passed', { count: 3 })).waitFor();
  await dialog.getByText(t('change.shares')).waitFor();
  await dialog.getByText(t('publish.newEpoch'), { exact: true }).waitFor();
  await dialog.getByText(t('change.armName')).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  expect(faults).toEqual([]);
});

/** customers who took an arm */
async function passed(id: string): Promise<number> {
  const counts = (await server.call('GET', `/journeys/${id}/counts`)) as {
    nodes: { [node: string]: { left: { [outlet: string]: number } } };
  };
  return Object.values(counts.nodes.ab?.left ?? {}).reduce((sum, count) => sum + count, 0);
}

test('a split nothing is to be concluded from is published by one word, in Chinese and in the dark', async () => {
  const job = await open('unwanted', { locale: 'zh-CN', scheme: 'dark', width: 1024, height: 768 });
  const { page, editor, words, faults } = job;
  const { t } = words.editor;
  await editor.problems.getByText(t('problems.errors', { count: 2 })).waitFor();
  await isRefused(job);
  await mend(job, t('plan.notWanted'));
  await editor.problems.getByText(t('problems.none')).waitFor();
  await editor.open('ab');
  await editor.panel.getByText(t('plan.notWantedHint')).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await editor.saved();
  await publish(job, 1);
  expect(faults).toEqual([]);
});

test('choosing a goal leads to where goals are written', async () => {
  const job = await open('choosing', {});
  const { editor, words } = job;
  const { t } = words.editor;
  await mend(job, t('problems.chooseGoal'));
  await editor.type(t('settings.newGoal'), 'loan_repaid');
  await editor.panel.getByRole('button', { name: t('settings.addGoal') }).click();
  await mend(job, 'Make “Nothing” the control');
  await editor.problems.getByText(t('problems.none')).waitFor();
  await editor.open('ab');
  await editor.panel.getByText('loan_repaid').first().waitFor();
});

test('a value is capped where one customer in a thousand was above it, before the first customer comes', async () => {
  const goals = [{ id: 'bought', event: 'bought', within: 'P30D', value: 'amount', primary: true }];
  const job = await open('capped', {}, { goals });
  const { page, editor, words, faults } = job;
  const { t } = words.editor;
  const { panel } = editor;
  await mend(job, 'Make “Nothing” the control');
  await editor.open('ab');
  const cap = panel.getByRole('spinbutton', { name: new RegExp(t('plan.cap')) });
  expect(await cap.count()).toBe(0);
  await panel.getByRole('combobox', { name: t('plan.aim') }).click();
  await page.getByTitle(t('plan.moreValue')).click();
  const calculator = panel.getByRole('region', { name: t('power.title') });
  await calculator.getByText(t('power.cap', { value: '9,000' })).waitFor();
  await calculator.getByRole('button', { name: t('power.takeCap') }).click();
  await expect.poll(() => cap.inputValue(), soon).toBe('9000');
  expect(await calculator.getByRole('button', { name: t('power.takeCap') }).count()).toBe(0);
  expect(await inspectPage(page)).toEqual([]);
  await editor.saved();
  const { document } = (await server.call('GET', '/journeys/capped')) as {
    document: { nodes: { ab: { settings: { plan: { primary: object } } } } };
  };
  expect(document.nodes.ab.settings.plan.primary).toMatchObject({ measure: 'value', cap: 9_000 });
  expect(faults).toEqual([]);
});
