// Goal: a draft is rehearsed before anybody gets anything: what a customer would see, when and why.
// Method: the draft of a filled workspace is run in the browser for a made-up customer who acts on the way.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorScreen } from './editorScreen.ts';
import { fillWorkspace, liveJourney } from './fillWorkspace.ts';
import { keepBrowser } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const come = keepBrowser();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  await fillWorkspace(server);
  await server.call('POST', '/journeys', { ...liveJourney, id: 'rehearsed' });
});
afterAll(() => server.stop());

test('a made-up customer takes the path that their event decides, each step with its time', async () => {
  const { page, faults } = await come(server.url);
  const words = wordsIn('en');
  const { t } = words.editor;
  const editor = editorScreen(page, words.editor);
  const { panel } = editor;
  await page.goto('/journeys/rehearsed');
  await editor.problems.getByText(t('problems.none')).waitFor();
  await page.getByRole('button', { name: t('page.rehearse') }).click();
  await panel.getByLabel(t('rehearse.start')).fill('2026-12-01T09:00');
  await page.keyboard.press('Tab');
  await panel.getByRole('button', { name: t('rehearse.addEvent') }).click();
  await editor.type(t('field.event'), 'card_activated');
  await panel.getByRole('button', { name: t('rehearse.run') }).click();

  const steps = panel.getByRole('region', { name: t('rehearse.steps') });
  await steps.getByText(t('rehearse.ended', { reason: 'exit (activated)' })).waitFor();
  const rows = await steps.getByRole('listitem').allTextContents();
  const order = [/start → next/, /split1 → [AB]/, /(sms1|push1) → sent/, /wait1 → done/, /Ended/];
  const places = order.map((row) => rows.findIndex((text) => row.test(text)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  // a day after entry the event comes, and the path goes on at that instant
  expect(rows.find((row) => row.includes('wait1 → done'))).toMatch(/Dec 0?2, 09:00/);

  // what was not on the path steps back on the canvas
  const sent = rows.some((row) => /sms1 → sent/.test(row)) ? 'sms1' : 'push1';
  const other = sent === 'sms1' ? 'push1' : 'sms1';
  const opacity = (id: string) =>
    editor
      .node(id)
      .locator('> *')
      .first()
      .evaluate((card) => Number(getComputedStyle(card).opacity));
  expect(await opacity(sent)).toBe(1);
  expect(await opacity(other)).toBeLessThan(1);
  expect(faults).toEqual([]);
});
