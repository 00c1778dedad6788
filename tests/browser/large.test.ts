// Goal: a journey of a thousand nodes opens, is panned, changed and taken back like a small one.
// Method: it is used in a real browser and compared with what the server keeps; speed is printed, not judged.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorScreen } from './editorScreen.ts';
import { frameRateOf } from './frameRate.ts';
import { keepBrowser, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const NODES = 1000;
const COLUMNS = 20;
const MOVES = 120;

const come = keepBrowser();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const idAt = (index: number) => (index === 0 ? 'start' : index === NODES - 1 ? 'end' : `n${index}`);

function nodeAt(index: number) {
  const to = idAt(index + 1);
  if (index === 0) return { kind: 'trigger', settings: { on: 'event', event: 'e' }, next: { next: to } };
  if (index === NODES - 1) return { kind: 'exit', settings: {}, next: {} };
  if (index % 3 === 0) return { kind: 'delay', settings: { duration: 'P1D' }, next: { next: to } };
  if (index % 3 === 1) {
    return { kind: 'updateProfile', settings: { set: { tier: 'gold' } }, next: { next: to } };
  }
  const settings = { paths: [{ id: 'done', event: 'x' }], timeout: 'P3D' };
  return { kind: 'waitFor', settings, next: { done: to, timeout: to } };
}

function placeAt(index: number) {
  return { x: (index % COLUMNS) * 270, y: Math.floor(index / COLUMNS) * 170 };
}

const indexes = Array.from({ length: NODES }, (_, index) => index);
const large = {
  format: 1,
  id: 'large',
  name: 'A thousand nodes',
  nodes: Object.fromEntries(indexes.map((index) => [idAt(index), nodeAt(index)])),
  layout: Object.fromEntries(indexes.map((index) => [idAt(index), placeAt(index)])),
};

/** Moves the mouse along a circle through where it is, one step for each answer of the page. */
async function circle(page: Page, { x, y }: { x: number; y: number }, radius: number): Promise<void> {
  for (let step = 1; step <= MOVES; step++) {
    const angle = (2 * Math.PI * step) / MOVES;
    await page.mouse.move(x - radius + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
}

const mountedIds = (page: Page) =>
  page
    .locator('.react-flow__node')
    .evaluateAll((cards) => cards.flatMap((card) => card.getAttribute('data-id') ?? []));

/** A place near the middle of the canvas where nothing lies. */
async function emptySpot(page: Page): Promise<{ x: number; y: number }> {
  const spot = await page.locator('.react-flow__pane').evaluate((pane) => {
    const { x, y, width, height } = pane.getBoundingClientRect();
    for (let down = 0.4; down < 0.7; down += 0.01) {
      for (let across = 0.4; across < 0.7; across += 0.01) {
        const at = { x: Math.round(x + across * width), y: Math.round(y + down * height) };
        if (document.elementFromPoint(at.x, at.y) === pane) return at;
      }
    }
    return null;
  });
  if (!spot) throw new Error('the canvas has no empty place');
  return spot;
}

async function pan(page: Page, down: number): Promise<void> {
  const { x, y } = await emptySpot(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + down, { steps: 5 });
  await page.mouse.up();
}

/** Goes up and down by the mouse until every node was in sight. */
async function seeAll(page: Page): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const down of [0, 250, 250, -250, -250, -250, -250, 250, 250]) {
    await pan(page, down);
    for (const id of await mountedIds(page)) seen.add(id);
  }
  return seen;
}

test('a journey of 1,000 nodes opens, is panned, a node is dragged and put back', async () => {
  await server.call('POST', '/journeys', large);
  const { page, faults } = await come(server.url);
  const words = wordsIn('en');
  const { t } = words.editor;
  const editor = editorScreen(page, words.editor);
  await page.goto('/journeys/large');
  await editor.node('start').waitFor();
  const openedMs = await page.evaluate(() => performance.now());
  await editor.problems.getByText(t('problems.none')).waitFor();

  const placeOf = async (id: string) => {
    const box = await editor.node(id).boundingBox();
    if (!box) throw new Error(`${id} is not in sight`);
    return { x: Math.round(box.x), y: Math.round(box.y) };
  };
  const card = editor.node('n20');
  await card.hover();
  const before = await placeOf('n20');
  const grip = { x: before.x + 60, y: before.y + 12 };
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  const dragRate = await frameRateOf(page, () => circle(page, grip, 60));
  await page.mouse.move(grip.x + 90, grip.y + 40);
  await page.mouse.up();
  await expect.poll(async () => (await placeOf('n20')).x - before.x, soon).toBeGreaterThan(60);
  await page.getByRole('button', { name: t('toolbar.undo') }).click();
  await expect.poll(() => placeOf('n20'), soon).toEqual(before);

  const free = await emptySpot(page);
  await page.mouse.move(free.x, free.y);
  await page.mouse.down();
  const panRate = await frameRateOf(page, () => circle(page, free, 150));
  await page.mouse.up();

  await page.getByRole('button', { name: t('toolbar.fit') }).click();
  await editor.node('n500').waitFor();
  await expect.poll(async () => (await seeAll(page)).size, soon).toBe(NODES);
  await editor.saved();
  const kept = (await server.call('GET', '/journeys/large')) as { document: unknown };
  expect(kept.document).toMatchObject(large);
  expect(faults).toEqual([]);
  const figures = { nodes: NODES, openedMs, dragFramesPerSecond: dragRate, panFramesPerSecond: panRate };
  process.stdout.write(
    `canvas: ${JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Math.round(value) : value))}\n`,
  );
});
