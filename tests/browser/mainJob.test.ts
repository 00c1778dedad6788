// Goal: a person with nothing there yet writes messages, draws a journey, publishes it and reads its result.
// Method: the whole job by mouse and keyboard in a real browser, once a language; customers come by the API.
import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Locale } from '../../shared/problem.ts';
import { type EditorScreen, editorScreen } from './editorScreen.ts';
import { keepBrowser, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { type PageWords, wordsIn } from './wordsIn.ts';

const CUSTOMERS = 40;
/** of them, those the audience does not let through */
const POOR = 10;

interface Story {
  locale: Locale;
  journey: string;
  welcome: { name: string; text: string };
  offer: { name: string; text: string };
}

const stories: readonly Story[] = [
  {
    locale: 'en',
    journey: 'Card activation',
    welcome: {
      name: 'Welcome',
      text: '【Bank】Your card is here, {{ name | default: "customer" }}. Reply R to opt out',
    },
    offer: { name: 'Offer', text: 'Activate today and get a gift' },
  },
  {
    locale: 'zh-CN',
    journey: '新卡激活',
    welcome: { name: '欢迎', text: '【银行】{{ name | default: "客户" }}，您的新卡已寄出。拒收请回复R' },
    offer: { name: '礼遇', text: '今日激活即享好礼' },
  },
];

const come = keepBrowser();
let server: RunningServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

test.each(stories)('the main job in $locale', async (story) => {
  const { page, faults } = await come(server.url, { locale: story.locale });
  const words = wordsIn(story.locale);
  const job = { page, words, editor: editorScreen(page, words.editor), story };
  await page.goto('/');
  await writeTemplate(job, { id: 'welcome', ...story.welcome, channel: 'sms' });
  await writeTemplate(job, { id: 'offer', ...story.offer, channel: 'push' });
  await beginJourney(job);
  await draw(job);
  await publish(job);
  await customersCome(job);
  await readMessages(job);
  await readTimeline(job);
  await readResults(job);
  expect(faults).toEqual([]);
});

interface Job {
  page: Page;
  words: PageWords;
  editor: EditorScreen;
  story: Story;
}

/** By the navigation, as a person goes. */
async function goTo({ page, words }: Job, where: 'journeys' | 'content' | 'messages' | 'customers') {
  const say = words.on('shell');
  const navigation = page.getByRole('navigation', { name: say('nav.label') });
  await navigation.getByRole('link', { name: say(`nav.${where}`) }).click();
}

async function writeTemplate(
  job: Job,
  { id, name, text, channel }: { id: string; name: string; text: string; channel: 'sms' | 'push' },
) {
  const { page, words } = job;
  const say = words.on('content');
  await goTo(job, 'content');
  await page
    .getByRole('button', { name: say('create') })
    .first()
    .click();
  await page.getByLabel(words.on('shell')('name'), { exact: true }).fill(name);
  await page.getByLabel(words.on('shell')('id'), { exact: true }).fill(id);
  if (channel !== 'sms') {
    await page.getByRole('button', { name: say('form.addChannel') }).click();
    await page.getByRole('menuitem', { name: words.on('words')(`channel.${channel}`) }).click();
    await page.getByRole('tab', { name: words.on('words')('channel.sms') }).click();
    await page.getByRole('button', { name: say('form.removeChannel') }).click();
  }
  await page.getByLabel(say('form.body'), { exact: true }).fill(text);
  await page.getByRole('button', { name: words.on('shell')('save'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

async function beginJourney(job: Job) {
  const { page, words, editor, story } = job;
  const say = words.on('journeys');
  await goTo(job, 'journeys');
  await page.getByText(say('empty.title')).waitFor();
  await page.getByRole('button', { name: say('create') }).click();
  await page.getByRole('radio', { name: new RegExp(say('new.blank')) }).check({ force: true });
  await page.getByLabel(say('new.name'), { exact: true }).fill(story.journey);
  await page.getByRole('button', { name: say('new.create') }).click();
  await editor.node('start').waitFor();
  await editor.problems.getByRole('listitem').first().waitFor();
}

async function draw({ page, editor, words, story }: Job) {
  const { t } = words.editor;
  const sent = editor.outletName('message', 'sent');
  const { panel } = editor;
  await editor.open('start');
  await editor.type(t('field.event'), 'card_issued');

  await editor.addFromPalette('audience');
  await panel.getByRole('button', { name: t('condition.add') }).click();
  await page.getByRole('menuitem', { name: t('condition.attribute'), exact: true }).click();
  await editor.type(t('condition.attribute'), 'balance');
  await editor.pick(`balance: ${t('condition.operator')}`, t('operator.>='));
  await panel.getByRole('spinbutton', { name: `balance: ${t('field.value')}` }).fill('1000');

  await editor.addFromPalette('split');
  await panel.getByRole('checkbox', { name: t('arms.controlOf', { arm: 'B' }) }).check();

  await editor.addAfter('split1', 'A', 'message');
  await editor.pick(t('template.pick'), story.welcome.name);
  await editor.addAfter('split1', 'B', 'message');
  await editor.type(t('message.channel'), 'push');
  await editor.pick(t('template.pick'), story.offer.name);

  await editor.addAfter('sms1', sent, 'waitFor');
  await editor.type(`done: ${t('field.event')}`, 'card_activated');
  await editor.closePanel();
  await page.getByRole('button', { name: t('toolbar.fit') }).click();
  await editor.drawLine('sms2', sent, 'wait1');
  await editor.edge('sms2', 'wait1').waitFor();
  await editor.addAfter('wait1', 'done', 'exit');
  await panel.getByLabel(t('exit.reason')).fill('activated');
  await page.getByRole('button', { name: t('toolbar.fit') }).click();
  await editor.drawLine('wait1', editor.outletName('waitFor', 'timeout'), 'exit1');

  await page.getByRole('button', { name: t('page.settings') }).click();
  await editor.type(t('settings.newGoal'), 'deposit_opened');
  await panel.getByRole('button', { name: t('settings.addGoal') }).click();
  await editor.problems.getByText(t('problems.none')).waitFor();
  await editor.saved();
}

async function publish({ page, editor, words }: Job) {
  const { t } = words.editor;
  await page.getByRole('button', { name: t('page.publish') }).click();
  const dialog = page.getByRole('dialog', { name: t('publish.title', { version: 1 }) });
  await dialog.getByText(t('publish.byEvent')).waitFor();
  await dialog.getByText(/(SMS|短信) · welcome/).waitFor();
  await dialog.getByText(/(Push|推送) · offer/).waitFor();
  await dialog.getByText(t('publish.irrevocable')).waitFor();
  await dialog.getByRole('button', { name: t('publish.now') }).click();
  await page.getByText(t('state.live'), { exact: true }).waitFor();
  await editor
    .node('start')
    .getByTitle(t('canvas.arrived', { count: 0 }))
    .waitFor();
}

/** Profiles, then the events that let them in; the canvas shows it without being loaded again. */
async function customersCome({ page, editor, words }: Job) {
  const { t } = words.editor;
  const count = (id: string, key: 'arrived' | 'here' | 'ended', count: number) =>
    editor.node(id).getByTitle(t(`canvas.${key}`, { count }), { exact: true });
  const profiles = Array.from({ length: CUSTOMERS }, (_, index) => ({
    id: `c${index}`,
    attributes: { name: `Li ${index}`, balance: index < POOR ? 500 : 5000 },
    addresses: { sms: `+86138000000${10 + index}`, push: `device-${index}` },
    consent: { sms: true, push: true },
  }));
  await server.call('POST', '/profiles/bulk', { profiles });
  await page.evaluate(() => Object.assign(window, { wasNotReloaded: true }));
  await track(
    'card_issued',
    profiles.map(({ id }) => id),
  );
  await count('start', 'arrived', CUSTOMERS).waitFor();
  await count('split1', 'arrived', CUSTOMERS - POOR).waitFor();
  await count('wait1', 'here', CUSTOMERS - POOR).waitFor();
  await track('card_activated', ['c20', 'c21']);
  await count('exit1', 'ended', 2).waitFor();
  await track('deposit_opened', ['c30', 'c31', 'c32']);
  await count('wait1', 'here', CUSTOMERS - POOR - 5).waitFor();
  expect(await page.evaluate(() => 'wasNotReloaded' in window)).toBe(true);
}

function track(name: string, profiles: readonly string[]) {
  const events = profiles.map((profile) => ({ id: `${name}-${profile}`, name, profile }));
  return server.call('POST', '/events/batch', { events });
}

async function readMessages(job: Job) {
  const { page, words, story } = job;
  const say = words.on('messages');
  await goTo(job, 'messages');
  const list = page.getByRole('list', { name: say('list') });
  await expect.poll(() => list.getByRole('button').count(), soon).toBe(CUSTOMERS - POOR);
  await page.getByText(words.on('words')('channel.push'), { exact: true }).first().click();
  await list.getByRole('button', { name: story.offer.text }).first().click();
  const message = page.getByRole('article');
  await message.getByText(story.offer.text).waitFor();
  await message.getByRole('link', { name: story.journey }).waitFor();
}

async function readTimeline(job: Job) {
  const { page, words, editor } = job;
  const say = words.on('customers');
  await goTo(job, 'customers');
  await page.getByRole('link', { name: 'c20', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Li 20' }).waitFor();
  const steps = [
    { node: 'start', outlet: editor.outletName('trigger', 'next') },
    { node: 'audience1', outlet: editor.outletName('audience', 'in') },
    { node: 'wait1', outlet: 'done' },
  ];
  for (const step of steps) await page.getByText(say('timeline.left', step)).waitFor();
  await page.getByText(/^(Left split1 by|离开 split1，出口)/).waitFor();
  await page.getByText('card_activated', { exact: true }).waitFor();
}

async function readResults(job: Job) {
  const { page, words, story } = job;
  const say = words.on('verdict');
  await goTo(job, 'journeys');
  await page.getByRole('link', { name: story.journey }).click();
  await page.getByRole('link', { name: words.on('shell')('journey.results') }).click();
  await page.getByRole('link', { name: say('open') }).click();
  const parts = page.locator('.tl-part').getByRole('heading', { level: 2 });
  // whether the figures may be believed is asked before anybody reads a rate
  const inOrder = [say('title'), words.on('trust')('title'), words.on('effect')('title')];
  await expect.poll(async () => (await parts.allTextContents()).slice(0, 3), soon).toEqual(inOrder);
  const table = page.getByRole('table', { name: words.on('effect')('arms.title') });
  const arms = table.getByRole('row').filter({ hasText: /50 ?%/ });
  await expect.poll(() => arms.count(), soon).toBe(2);
  const rows = await Promise.all((await arms.all()).map((row) => row.getByRole('cell').allTextContents()));
  const total = (column: number) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
  expect({ exposed: total(1), converted: total(3) }).toEqual({ exposed: CUSTOMERS - POOR, converted: 3 });
  for (const row of rows) {
    expect(row[4]).toMatch(/^\d+\.\d+ ?%$/);
    expect(row[5]).toMatch(/^\d+\.\d+ ?% – \d+\.\d+ ?%$/);
  }
}
