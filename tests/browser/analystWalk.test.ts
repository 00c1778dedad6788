// Goal: one analyst, with nothing there yet, sets a test up, is stopped where it would teach nothing, runs it, reads it, decides, and leaves a file an auditor computes again.
// Method: one walk by mouse and keyboard in a real browser, once a language; customers and what they did come by the API; the files are computed again by the program's own rule.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyse } from '../../engine/core/experiments/analyse.ts';
import { analysisInputSchema } from '../../engine/core/experiments/analysisInput.ts';
import { analysisRunSchema } from '../../shared/api/experiments.ts';
import { canonical } from '../../shared/journey/canonical.ts';
import type { Locale } from '../../shared/problem.ts';
import { type EditorScreen, editorScreen } from './editorScreen.ts';
import { inspectPage } from './inspectPage.ts';
import { keepBrowser, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { type PageWords, wordsIn } from './wordsIn.ts';

const DAY_MS = 86_400_000;
/** customers of an arm, and how many of each opened a deposit */
const PER_ARM = 2_000;
const OPENED = { A: 190, B: 100 };
const EVENT = 'deposit_opened';

interface Story {
  locale: Locale;
  scheme: 'light' | 'dark';
  journey: string;
  hypothesis: string;
  reason: string;
  people: readonly [string, string];
}

const stories: readonly Story[] = [
  {
    locale: 'en',
    scheme: 'light',
    journey: 'Deposit reminder',
    hypothesis: 'A reminder that names the date brings more deposits.',
    reason: 'The board wants the figures of the spring before anything is concluded.',
    people: ['Ana Keller', 'Bo Lindt'],
  },
  {
    locale: 'zh-CN',
    scheme: 'dark',
    journey: '到期提醒',
    hypothesis: '写明到期日的提醒能带来更多续存。',
    reason: '管理层希望先看春季数据再下结论。',
    people: ['王敏', '李伟'],
  },
];

const come = keepBrowser();
let server: RunningServer;
beforeEach(async () => {
  server = await startServer();
  const ids = Array.from({ length: 300 }, (_, index) => `past-${index}`);
  await server.call('POST', '/profiles/bulk', { profiles: ids.map((id) => ({ id })) });
  // what a sample size rests on: whom the trigger would have let in a window ago, and what they did in theirs
  const at = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  const events = ids.flatMap((profile, index) => [
    { id: `${profile}-matures`, name: 'deposit_matures', profile, occurredAt: at(45) },
    ...(index < 15 ? [{ id: `${profile}-opened`, name: EVENT, profile, occurredAt: at(40) }] : []),
  ]);
  await server.call('POST', '/events/batch', { events });
});
afterEach(() => server.stop());

interface Walk {
  page: Page;
  words: PageWords;
  editor: EditorScreen;
  story: Story;
  /** of the journey, as its address has it */
  id: string;
}

test.each(stories)(
  'from an empty page to the audit file in $locale',
  async (story) => {
    const { page, faults } = await come(server.url, story);
    const words = wordsIn(story.locale);
    await page.goto('/journeys');
    const walk: Walk = { page, words, editor: editorScreen(page, words.editor), story, id: '' };
    await draw(walk);
    await isRefusedAndMended(walk);
    await plan(walk);
    await publish(walk);
    await customersCome(walk);
    await openResult(walk);
    await read(walk);
    await decideAgainstTheRule(walk);
    await rollOut(walk);
    await takeTheFiles(walk);
    await print(walk);
    expect(faults).toEqual([]);
  },
  240_000,
);

async function draw(walk: Walk): Promise<void> {
  const { page, words, editor, story } = walk;
  const say = words.on('journeys');
  const { t } = words.editor;
  await page.getByRole('button', { name: say('create') }).click();
  await page.getByRole('radio', { name: new RegExp(say('new.blank')) }).check({ force: true });
  await page.getByLabel(say('new.name'), { exact: true }).fill(story.journey);
  await page.getByRole('button', { name: say('new.create') }).click();
  await editor.node('start').waitFor();
  walk.id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await editor.open('start');
  await editor.type(t('field.event'), 'deposit_matures');
  await editor.addFromPalette('split');
  await editor.panel.getByRole('checkbox', { name: t('arms.controlOf', { arm: 'B' }) }).uncheck();
  await editor.addAfter('split1', 'A', 'waitFor');
  await editor.type(`done: ${t('field.event')}`, EVENT);
  await editor.addAfter('split1', 'B', 'exit');
  await editor.panel.getByLabel(t('exit.reason')).fill('nothing');
}

/** Neither goal nor control: publishing is refused, and each is mended by what the list of problems offers. */
async function isRefusedAndMended({ page, words, editor }: Walk): Promise<void> {
  const { t } = words.editor;
  await editor.problems.getByText(t('problems.errors', { count: 2 })).waitFor();
  await page.getByRole('button', { name: t('page.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('publish.title', { version: 1 }) });
  await dialog.getByText(t('publish.blocked')).waitFor();
  expect(await dialog.getByRole('button', { name: t('publish.now') }).isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: t('page.cancel') }).click();
  await dialog.waitFor({ state: 'detached' });
  const mend = (name: RegExp) => editor.problems.getByRole('button', { name }).first().click();
  await mend(/B.*(control|对照组)/);
  await mend(new RegExp(`(Add goal|目标).*${EVENT}|${EVENT}.*(goal|目标)`));
  await expect.poll(() => editor.problems.getByText(/no-primary|no-control/).count(), soon).toBe(0);
}

async function plan({ page, words, editor, story }: Walk): Promise<void> {
  const { t } = words.editor;
  const { panel } = editor;
  await editor.open('split1');
  await panel.getByLabel(t('plan.hypothesis')).fill(story.hypothesis);
  await editor.pick(t('plan.aim'), t('plan.moreConvert'));
  await panel.getByRole('spinbutton', { name: t('plan.minimumEffect') }).fill('3');
  const calculator = panel.getByRole('region', { name: t('power.title') });
  await calculator.getByText(/300/).first().waitFor();
  await panel.getByRole('button', { name: new RegExp(t('plan.stopping')) }).click();
  await panel.getByText(t('plan.groupSequential'), { exact: true }).click();
  await panel.getByText(t('plan.alwaysValid'), { exact: true }).click();
  await panel.getByRole('spinbutton', { name: t('plan.minimumDays') }).fill('7');
  await calculator.getByRole('button', { name: t('power.take') }).click();
  const planned = panel.getByRole('spinbutton', { name: t('plan.plannedCustomers') });
  await expect.poll(() => planned.inputValue(), soon).toMatch(/^\d{4}$/);
  const plannedEnd = new Date(Date.now() + 60 * DAY_MS).toISOString().slice(0, 10);
  await panel.getByLabel(t('plan.plannedEnd')).fill(plannedEnd);
  expect(await inspectPage(page)).toEqual([]);
  await editor.saved();
}

async function publish({ page, words }: Walk): Promise<void> {
  const { t } = words.editor;
  await page.getByRole('button', { name: t('page.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('publish.title', { version: 1 }) });
  await dialog.getByRole('button', { name: t('publish.now') }).click();
  await page.getByText(t('state.live'), { exact: true }).waitFor();
}

/** Sixty days ago on, as another system assigned them; those who open a deposit do so two days after. */
async function customersCome({ id }: Walk): Promise<void> {
  const startMs = Date.now() - 60 * DAY_MS;
  for (const [arm, opened] of Object.entries(OPENED)) {
    for (let from = 0; from < PER_ARM; from += 1_000) {
      const customers = Array.from({ length: 1_000 }, (_, index) => ({
        n: from + index,
        profile: `${id}-${arm}-${from + index}`,
        atMs: startMs + ((from + index) % 16) * DAY_MS,
      }));
      await server.call('POST', '/profiles/bulk', {
        profiles: customers.map(({ profile }) => ({ id: profile })),
      });
      await server.call('POST', `/journeys/${id}/experiments/split1/exposures`, {
        exposures: customers.map(({ profile, atMs }) => ({
          profile,
          arm,
          exposedAt: new Date(atMs).toISOString(),
        })),
      });
      const events = customers
        .filter(({ n }) => n < opened)
        .map(({ profile, atMs }) => ({
          id: `${profile}-opened`,
          name: EVENT,
          profile,
          occurredAt: new Date(atMs + 2 * DAY_MS).toISOString(),
        }));
      if (events.length > 0) await server.call('POST', '/events/batch', { events });
    }
  }
}

async function openResult({ page, words }: Walk): Promise<void> {
  const shell = words.on('shell');
  const verdict = words.on('verdict');
  const tabs = page.getByRole('navigation', { name: shell('journey.tabs') });
  await tabs.getByRole('link', { name: shell('journey.results') }).click();
  await page.getByText(verdict('state.winner', { arm: 'A' })).waitFor();
  await page.getByRole('link', { name: verdict('open') }).click();
  await page.locator('canvas').first().waitFor();
}

/** Each of the ten parts says what the figures fed say. */
async function read({ page, words, story }: Walk): Promise<void> {
  const on = (part: number) => page.locator('.tl-part').nth(part - 1);
  const verdict = words.on('verdict');
  const effect = words.on('effect');
  await on(1)
    .getByText(verdict('state.winner', { arm: 'A' }))
    .waitFor();
  await on(1).getByText(/4[.]5/).first().waitFor();
  const passed = on(2).getByText(words.on('trust')('state.ok'), { exact: true });
  expect(await passed.count()).toBeGreaterThanOrEqual(6);
  expect(await on(2).getByText(words.on('trust')('state.failed'), { exact: true }).count()).toBe(0);
  await on(3)
    .getByRole('heading', { name: effect('title') })
    .waitFor();
  await on(3).getByText('2,000').first().waitFor();
  await on(3).getByText(/9[.]5/).first().waitFor();
  await on(4)
    .getByRole('heading', { name: effect('time.title') })
    .waitFor();
  const outcome = words.on('outcome');
  for (const [part, key] of [
    [5, 'goals.title'],
    [6, 'money.title'],
    [7, 'segments.title'],
    [8, 'strata.title'],
  ] as const) {
    await on(part)
      .getByRole('heading', { name: outcome(key) })
      .first()
      .waitFor();
  }
  const decision = words.on('decision');
  await on(9)
    .getByRole('button', { name: decision('deed.rollOut', { arm: 'A' }) })
    .waitFor();
  await on(10).getByText(story.hypothesis).waitFor();
  expect(await inspectPage(page)).toEqual([]);
}

async function decideAgainstTheRule({ page, words, story }: Walk): Promise<void> {
  const decision = words.on('decision');
  const [first, second] = story.people;
  await page.getByRole('button', { name: decision('deed.endWithoutDecision') }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: decision('dialog.confirm') });
  await dialog.getByLabel(decision('dialog.name')).fill(first);
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel(decision('dialog.reason')).fill(story.reason);
  await dialog.getByLabel(decision('dialog.second')).fill(first);
  await dialog.getByText(decision('dialog.same')).waitFor();
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel(decision('dialog.second')).fill(second);
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  const past = page.getByRole('table', { name: decision('past.title') });
  await past.getByText(decision('past.againstRule')).waitFor();
  await past.getByText(story.reason).waitFor();
}

async function rollOut({ page, words, story, id }: Walk): Promise<void> {
  const decision = words.on('decision');
  await page.getByText(decision('decided')).waitFor();
  await page.getByRole('button', { name: words.on('verdict')('again') }).click();
  await page.getByRole('button', { name: decision('deed.rollOut', { arm: 'A' }) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(decision('dialog.consequence.publish')).waitFor();
  const shares = dialog.getByRole('table', { name: decision('dialog.shares.title') });
  const cells = await shares.getByRole('row').nth(1).getByRole('cell').allTextContents();
  expect(cells.slice(1, 3).map((text) => text.replace(' ', ''))).toEqual(['50%', '100%']);
  await dialog.getByLabel(decision('dialog.name')).fill(story.people[0]);
  await dialog.getByRole('button', { name: decision('dialog.confirm') }).click();
  await dialog.waitFor({ state: 'detached' });
  const past = page.getByRole('table', { name: decision('past.title') });
  await past.getByText(decision('past.version', { version: 2 })).waitFor();
  const { document } = (await server.call('GET', `/journeys/${id}/versions/2`)) as {
    document: { nodes: { split1: { settings: { arms: { id: string; share: number }[] } } } };
  };
  expect(document.nodes.split1.settings.arms).toMatchObject([
    { id: 'A', share: 100 },
    { id: 'B', share: 0 },
  ]);
}

/** What an auditor does: takes the files away, and computes the run again from what it rests on. */
async function takeTheFiles({ page, words }: Walk): Promise<void> {
  const decision = words.on('decision');
  const taken = async (kind: 'csv' | 'json' | 'input') => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: decision(`audit.${kind}`), exact: true }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const run = analysisRunSchema.parse(JSON.parse(await taken('json')));
  const { input } = JSON.parse(await taken('input')) as { input: unknown };
  const again = analyse(analysisInputSchema.parse(input));
  expect(JSON.stringify(canonical(again))).toBe(JSON.stringify(canonical(run.analysis)));
  const lines = (await taken('csv')).trim().split('\r\n');
  expect(lines).toHaveLength(1 + 2 * 17);
  await page.getByRole('button', { name: decision('audit.replay') }).click();
  await page
    .getByText(new RegExp(decision('audit.same').split(/[:：]/)[0] ?? ''))
    .first()
    .waitFor();
}

async function print({ page }: Walk): Promise<void> {
  await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
  });
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => page.getByRole('button').count(), soon).toBe(0);
  const paper = await page.pdf({ format: 'A4' });
  expect(paper.subarray(0, 4).toString()).toBe('%PDF');
  expect(paper.length).toBeGreaterThan(50_000);
}
