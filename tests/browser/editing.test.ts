// Goal: a draft is changed without fear: every step can be taken back, nothing is lost, nobody is overwritten.
// Method: one small journey a test, changed in a real browser by mouse or by keyboard alone.
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EditorScreen, editorScreen, pickOption } from './editorScreen.ts';
import { keepBrowser, soon, type Visit } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const come = keepBrowser();
const words = wordsIn('en');
const { t } = words.editor;
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** trigger → delay → exit */
function smallJourney(id: string) {
  return {
    format: 1,
    id,
    name: 'Small journey',
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'event', event: 'card_issued' },
        next: { next: 'wait1' },
      },
      wait1: { kind: 'delay', settings: { duration: 'P2D' }, next: { next: 'exit1' } },
      exit1: { kind: 'exit', settings: { reason: 'done' }, next: {} },
    },
    layout: { start: { x: 0, y: 0 }, wait1: { x: 0, y: 140 }, exit1: { x: 0, y: 280 } },
  };
}

async function openSmall(id: string): Promise<Visit & { editor: EditorScreen }> {
  await server.call('POST', '/journeys', smallJourney(id));
  const visit = await come(server.url);
  await visit.page.goto(`/journeys/${id}`);
  const editor = editorScreen(visit.page, words.editor);
  await editor.problems.getByText(t('problems.none')).waitFor();
  return { ...visit, editor };
}

const gone = { state: 'detached' } as const;

test('a node that is removed joins its neighbours; undo and redo bring it back and take it away', async () => {
  const { page, editor } = await openSmall('undo');
  await editor.open('wait1');
  await page.keyboard.press('Delete');
  await editor.edge('start', 'exit1').waitFor();
  await editor.node('wait1').waitFor(gone);
  await page.keyboard.press('Control+z');
  await editor.edge('start', 'wait1').waitFor();
  await editor.edge('wait1', 'exit1').waitFor();
  await page.getByRole('button', { name: t('toolbar.redo') }).click();
  await editor.edge('start', 'exit1').waitFor();
  await editor.node('wait1').waitFor(gone);
  await page.getByRole('button', { name: t('toolbar.undo') }).click();
  await editor.node('wait1').waitFor();
});

test('a copied node keeps its settings and gets an id of its own', async () => {
  const { page, editor } = await openSmall('copy');
  await editor.open('wait1');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await editor.node('wait2').waitFor();
  const summaryOf = (id: string) => editor.node(id).getAttribute('aria-label');
  const original = await summaryOf('wait1');
  expect(original).toContain('wait1');
  await expect.poll(() => summaryOf('wait2'), soon).toBe(original?.replace('wait1', 'wait2'));
  expect(await editor.edge('start', 'wait2').count()).toBe(0);
});

test('a node put into an edge takes over the rest of the path, and is there after a reload', async () => {
  const { page, editor } = await openSmall('insert');
  await editor.insertAfter('wait1', editor.outletName('delay', 'next'), 'updateProfile');
  await editor.edge('wait1', 'updateProfile1').waitFor();
  await editor.edge('updateProfile1', 'exit1').waitFor();
  await page.getByLabel(t('page.name')).fill('Longer journey');
  await editor.saved();
  await page.reload();
  await editor.edge('updateProfile1', 'exit1').waitFor();
  await expect.poll(() => page.getByLabel(t('page.name')).inputValue(), soon).toBe('Longer journey');
});

test('auto-layout parts cards that lie on each other', async () => {
  const onePile = { start: { x: 0, y: 0 }, wait1: { x: 10, y: 20 }, exit1: { x: 20, y: 40 } };
  await server.call('POST', '/journeys', { ...smallJourney('layout'), layout: onePile });
  const { page } = await come(server.url);
  const editor = editorScreen(page, words.editor);
  await page.goto('/journeys/layout');
  await editor.problems.getByText(t('problems.none')).waitFor();
  const bottomsAndTops = async () => {
    const boxes = await Promise.all(['start', 'wait1', 'exit1'].map((id) => editor.node(id).boundingBox()));
    return boxes.flatMap((box) => (box ? [box.y, box.y + box.height] : []));
  };
  const isSorted = (values: readonly number[]) =>
    values.length === 6 && values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));
  await expect.poll(async () => (await bottomsAndTops()).length, soon).toBe(6);
  expect(isSorted(await bottomsAndTops())).toBe(false);
  await page.getByRole('button', { name: t('toolbar.layout') }).click();
  await expect.poll(async () => isSorted(await bottomsAndTops()), soon).toBe(true);
});

test('of two windows on one draft the later one is asked, and may load the other or keep a copy', async () => {
  const { page: first, context } = await openSmall('windows');
  const second = await context.newPage();
  await second.goto('/journeys/windows');
  const name = (page: Page) => page.getByLabel(t('page.name'));
  await editorScreen(second, words.editor).node('start').waitFor();

  await name(first).fill('From the first window');
  await editorScreen(first, words.editor).saved();
  await name(second).fill('From the second window');
  const dialog = second.getByRole('dialog', { name: t('conflict.title') });
  await dialog.getByRole('button', { name: t('conflict.reload') }).click();
  await expect.poll(() => name(second).inputValue(), soon).toBe('From the first window');

  await name(first).fill('First again');
  await editorScreen(first, words.editor).saved();
  await name(second).fill('Second again');
  await dialog.getByRole('button', { name: t('conflict.copy') }).click();
  await expect.poll(() => name(second).inputValue(), soon).toBe('Second again (copy)');
  await expect.poll(() => new URL(second.url()).pathname, soon).not.toBe('/journeys/windows');
  await first.reload();
  await expect.poll(() => name(first).inputValue(), soon).toBe('First again');
});

test('a window that loads another one’s draft knows the templates made meanwhile', async () => {
  const { page, editor } = await openSmall('meanwhile');
  await server.call('PUT', '/templates/late', { name: 'Late words', content: { sms: { en: 'Hello' } } });
  const { nodes, layout, ...small } = smallJourney('meanwhile');
  const message = {
    kind: 'message',
    settings: { channel: 'sms', template: 'late' },
    next: { sent: 'exit1' },
  };
  const wait1 = { ...nodes.wait1, next: { next: 'message1' } };
  const saved = await fetch(`${server.url}/api/v1/journeys/meanwhile/draft`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '1' },
    body: JSON.stringify({
      ...small,
      nodes: { ...nodes, wait1, message1: message },
      layout: { ...layout, exit1: { x: 0, y: 420 }, message1: { x: 0, y: 280 } },
    }),
  });
  expect(saved.status).toBe(200);
  await page.getByLabel(t('page.name')).fill('From this window');
  const dialog = page.getByRole('dialog', { name: t('conflict.title') });
  await dialog.getByRole('button', { name: t('conflict.reload') }).click();
  await editor.open('message1');
  await editor.panel.getByText('Late words').waitFor();
});

test('Escape leaves panels and dialogs, and the focus is back where it was', async () => {
  const { page, editor } = await openSmall('escape');
  const hasFocus = (locator: Locator) =>
    expect.poll(() => locator.evaluate((element) => element === document.activeElement), soon).toBe(true);
  for (const key of ['page.settings', 'page.rehearse'] as const) {
    const button = page.getByRole('button', { name: t(key), exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await hasFocus(button);
    await editor.panel.getByRole('textbox').first().focus();
    await page.keyboard.press('Escape');
    await editor.panel.waitFor(gone);
    await hasFocus(button);
  }
  await editor.open('wait1');
  await editor.panel.getByRole('spinbutton').first().focus();
  await page.keyboard.press('Escape');
  await editor.panel.waitFor(gone);
  await hasFocus(page.locator('.react-flow__node[data-id="wait1"]'));
  const publish = page.getByRole('button', { name: t('page.publish'), exact: true });
  await publish.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor(gone);
  await hasFocus(publish);
});

test('a published version can be looked at and not be changed', async () => {
  const { page, editor } = await openSmall('versions');
  await server.call('POST', '/journeys/versions/publish', { revision: 1 });
  await page.reload();
  await editor.open('wait1');
  await editor.panel
    .getByRole('spinbutton', { name: `${t('delay.duration')}: ${t('field.amount')}` })
    .fill('9');
  await editor.saved();
  await pickOption(
    page,
    page.getByRole('combobox', { name: t('versions.label') }),
    t('versions.current', { version: 1 }),
  );
  await page.getByText(t('versions.readOnly', { version: 1 })).waitFor();
  await editor.open('wait1');
  const amount = editor.panel.getByRole('spinbutton', {
    name: `${t('delay.duration')}: ${t('field.amount')}`,
  });
  // the panel of the draft's node was open a moment ago
  await expect.poll(() => amount.inputValue(), soon).toBe('2');
  await expect.poll(() => amount.isDisabled(), soon).toBe(true);
  const add = page.getByRole('button', { name: t('palette.add', { kind: editor.kindName('delay') }) });
  await expect.poll(() => add.isDisabled(), soon).toBe(true);
  await page.keyboard.press('Delete');
  await editor.node('wait1').waitFor();
  await page.getByRole('button', { name: t('versions.back') }).click();
  await editor.open('wait1');
  await expect.poll(() => amount.inputValue(), soon).toBe('9');
});

test('a journey of three nodes is made by keyboard alone', async () => {
  const { page } = await come(server.url);
  const editor = editorScreen(page, words.editor);
  const say = words.on('journeys');
  await page.goto('/journeys');
  await tabTo(page, page.getByRole('button', { name: say('create') }));
  await page.keyboard.press('Enter');
  // an opening dialog takes the focus to itself, once
  await page.getByRole('dialog').locator(':focus').or(page.locator('[role=dialog]:focus')).waitFor();
  await tabTo(page, page.getByLabel(say('new.name'), { exact: true }));
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');

  await editor.node('start').waitFor();
  await tabTo(page, editor.node('start'));
  await page.keyboard.press('Enter');
  await tabTo(page, editor.panel.getByRole('combobox', { name: t('field.event'), exact: true }));
  await page.keyboard.type('card_issued');
  for (const [kind, id] of [
    ['delay', 'wait1'],
    ['exit', 'exit1'],
  ] as const) {
    await tabTo(
      page,
      page.getByRole('button', { name: t('palette.add', { kind: editor.kindName(kind) }), exact: true }),
    );
    await page.keyboard.press('Enter');
    await editor.node(id).waitFor();
  }
  await editor.edge('start', 'wait1').waitFor();
  await editor.edge('wait1', 'exit1').waitFor();
  await editor.problems.getByText(t('problems.none')).waitFor();
  await editor.saved();
});

const TABS_MAX = 120;

/** Presses Tab until something is in focus; after the last element of the page the first one follows. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < TABS_MAX; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${target}`);
}

test('a node chosen beside the room its panel takes stays in sight', async () => {
  await server.call('POST', '/journeys', {
    ...smallJourney('narrow'),
    layout: { start: { x: 0, y: 0 }, wait1: { x: 300, y: 140 }, exit1: { x: 900, y: 280 } },
  });
  const { page } = await come(server.url, { width: 1024, height: 768 });
  await page.goto('/journeys/narrow');
  const editor = editorScreen(page, words.editor);
  await editor.problems.getByText(t('problems.none')).waitFor();
  await editor.open('exit1');
  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) };
  };
  const canvas = page.getByRole('region', { name: t('canvas.name') });
  await expect
    .poll(async () => (await boxOf(editor.node('exit1'))).right < (await boxOf(canvas)).right, soon)
    .toBe(true);
  const [card, room] = [await boxOf(editor.node('exit1')), await boxOf(canvas)];
  expect(card.left).toBeGreaterThan(room.left);
});
