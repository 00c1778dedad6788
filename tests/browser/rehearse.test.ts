// Goal: an operator sees beforehand what one customer gets, when and why, with events forced on the way.
// Method: a draft with a wait that an event decides is rehearsed in a real browser, first without the event.
import type { Locator } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorScreen } from './editorScreen.ts';
import { keepBrowser, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const HELLO = '【Bank】Hi {{ name }}. Reply R to opt out';

const come = keepBrowser();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  await server.call('PUT', '/templates/hello', { name: 'Hello', content: { sms: { en: HELLO } } });
  await server.call('POST', '/profiles/bulk', {
    profiles: [
      {
        id: 'c1',
        locale: 'en',
        timeZone: 'Asia/Tokyo',
        attributes: { name: 'Li' },
        addresses: { sms: '+8613800000001' },
        consent: { sms: true },
      },
    ],
  });
  await server.call('POST', '/journeys', journey);
});
afterAll(() => server.stop());

/** trigger → message → wait for an event or three days → one of two exits */
const journey = {
  format: 1,
  id: 'activation',
  name: 'Activation',
  timeZone: 'Asia/Shanghai',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'card_issued' }, next: { next: 'sms1' } },
    sms1: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: { sent: 'wait1' } },
    wait1: {
      kind: 'waitFor',
      settings: { paths: [{ id: 'done', name: 'Activated', event: 'card_activated' }], timeout: 'P3D' },
      next: { done: 'exit1', timeout: 'exit2' },
    },
    exit1: { kind: 'exit', settings: { reason: 'activated' }, next: {} },
    exit2: { kind: 'exit', settings: { reason: 'asleep' }, next: {} },
  },
  layout: {
    start: { x: 200, y: 0 },
    sms1: { x: 200, y: 120 },
    wait1: { x: 200, y: 240 },
    exit1: { x: 40, y: 400 },
    exit2: { x: 360, y: 400 },
  },
};

/** half of those who come are drawn between two arms */
const split = {
  format: 1,
  id: 'offer',
  name: 'Offer',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'card_issued' }, next: { next: 'ab' } },
    ab: {
      kind: 'split',
      settings: {
        salt: 'offer',
        arms: [
          { id: 'A', share: 50 },
          { id: 'B', share: 50, control: true },
        ],
        traffic: { share: 50 },
        plan: { conclusion: 'none' },
      },
      next: { A: 'exit1', B: 'exit1', rest: 'exit1' },
    },
    exit1: { kind: 'exit', settings: { reason: 'done' }, next: {} },
  },
};

/** What is lit of these on the canvas. */
async function litOf(parts: { [name: string]: Locator }): Promise<string[]> {
  const lit = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      const marks = part.locator('.tl-trail-lit, .tl-trail-current, .tl-is-lit');
      return (await marks.count()) > 0 ? [name] : [];
    }),
  );
  return lit.flat();
}

test('a customer is rehearsed: the path lights up, each step has its time and reason, the end is told', async () => {
  const { page, faults } = await come(server.url);
  const words = wordsIn('en');
  const { t } = words.editor;
  const say = words.on('words');
  const editor = editorScreen(page, words.editor);
  const { panel } = editor;
  await page.goto('/journeys/activation');
  await editor.problems.getByText(t('problems.none')).waitFor();
  await page.getByRole('button', { name: t('page.rehearse') }).click();

  await panel.getByText(t('rehearse.existing'), { exact: true }).click();
  await panel.getByRole('combobox', { name: t('rehearse.find') }).fill('c1');
  await page.locator('.ant-select-item-option').getByText('c1').first().click();
  await panel.getByText('Asia/Tokyo', { exact: true }).waitFor();
  // the browser stands in Shanghai, the customer one hour east of it
  await panel.getByLabel(t('rehearse.start')).fill('2026-03-02T09:00');
  const run = panel.getByRole('button', { name: t('rehearse.run'), exact: true });
  const steps = panel.getByRole('region', { name: t('rehearse.steps') });
  const story = async () =>
    (await steps.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  const begins = [
    'Mar 2, 10:00:01 start → Next',
    `Mar 2, 10:00:01 sms1 ${t('rehearse.arrives')}`,
    `Mar 2, 10:00:01 ${t('rehearse.delivered')} · ${say('channel.sms')} 【Bank】Hi Li. Reply R to opt out`,
    'Mar 2, 10:00:01 sms1 → Sent',
    `Mar 2, 10:00:01 wait1 ${t('rehearse.arrives')}`,
  ];
  const ended = `${t('rehearse.ended', { reason: say('end.exit') })}`;
  const canvas = {
    start: editor.node('start'),
    wait1: editor.node('wait1'),
    exit1: editor.node('exit1'),
    exit2: editor.node('exit2'),
    toExit1: editor.edge('wait1', 'exit1'),
    toExit2: editor.edge('wait1', 'exit2'),
  };

  await run.click();
  await expect
    .poll(story, soon)
    .toEqual([
      ...begins,
      'Mar 5, 10:00:01 wait1 → Timeout',
      `Mar 5, 10:00:01 exit2 ${t('rehearse.arrives')} · asleep`,
      `Mar 5, 10:00:01 ${ended} · asleep`,
    ]);
  await expect.poll(() => litOf(canvas), soon).toEqual(['start', 'wait1', 'exit2', 'toExit2']);

  await panel.getByRole('button', { name: t('rehearse.addEvent') }).click();
  await editor.type(t('field.event'), 'card_activated');
  await run.click();
  await expect
    .poll(story, soon)
    .toEqual([
      ...begins,
      'Mar 3, 10:00:01 wait1 → Activated',
      `Mar 3, 10:00:01 exit1 ${t('rehearse.arrives')} · activated`,
      `Mar 3, 10:00:01 ${ended} · activated`,
    ]);
  await expect.poll(() => litOf(canvas), soon).toEqual(['start', 'wait1', 'exit1', 'toExit1']);
  await steps.getByText(t('rehearse.zone', { zone: 'Asia/Tokyo' })).waitFor();

  // looking at a step shows how far the customer had come
  await steps.getByRole('button', { name: /wait1 → Activated/ }).click();
  await expect.poll(() => litOf(canvas), soon).toEqual(['start', 'wait1', 'toExit1']);
  const { items } = (await server.call('GET', '/deliveries')) as { items: unknown[] };
  expect(items).toEqual([]);
  expect(faults).toEqual([]);
});

test('a customer made up always gets one arm; somebody else is drawn anew, until each arm was seen', async () => {
  await server.call('POST', '/journeys', split);
  const { page, faults } = await come(server.url);
  const words = wordsIn('en');
  const { t } = words.editor;
  const { panel, node } = editorScreen(page, words.editor);
  await page.goto('/journeys/offer');
  await node('ab').waitFor();
  await page.getByRole('button', { name: t('page.rehearse') }).click();
  const run = panel.getByRole('button', { name: t('rehearse.run'), exact: true });
  const steps = panel.getByRole('region', { name: t('rehearse.steps') });
  const drawn = new Set<string>();
  for (let count = 0; count < 12; count += 1) {
    await run.click();
    const line = steps.getByRole('button', { name: /ab →/ });
    await line.waitFor();
    drawn.add((await line.innerText()).split('→')[1]?.trim() ?? '');
    await panel.getByRole('button', { name: t('rehearse.somebodyElse') }).click();
    await panel.getByText(`rehearsal-${count + 2}`, { exact: true }).waitFor();
  }
  expect([...drawn].sort()).toEqual(['A', 'B', 'Not in the experiment']);
  expect(faults).toEqual([]);
});
