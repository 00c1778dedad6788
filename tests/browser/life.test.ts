// Goal: an operator sees what a pause holds and chooses, moves people by a plan and back, and finds the parked, without a fault.
// Method: a journey made over the API is paused, resumed, published again and retried in a real browser, once a language.
import type { Locator } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { editorScreen, pickOption } from './editorScreen.ts';
import { inspectPage } from './inspectPage.ts';
import { keepBrowser } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const come = keepBrowser();
let server: RunningServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

/** By the keyboard: the button of the menu has the focus again once the dialog is gone. */
async function chooseAgain(button: Locator, item: string): Promise<void> {
  await expect
    .poll(() => button.evaluate((element) => element === element.ownerDocument.activeElement))
    .toBe(true);
  await button.page().keyboard.press('Enter');
  await button.page().getByRole('menuitem', { name: item }).click();
}

const document = (duration: string) => ({
  format: 1,
  id: 'care',
  name: 'Care',
  class: 'service',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'came' }, next: { next: 'wait' } },
    wait: { kind: 'delay', settings: { duration }, next: { next: 'hello' } },
    hello: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: {} },
  },
});
// grows with the square of the name, beyond what a template may take
const greedy = "{{ name | replace: 'x', name | replace: 'L', 'LL' | replace: 'i', 'ii' }}";

const comes = (...profiles: string[]) =>
  server.call('POST', '/events/batch', {
    events: profiles.map((profile) => ({ id: `came-${profile}`, name: 'came', profile })),
  });

/** Asks until the engine has applied what the test waits for. */
const until = (path: string, holds: (answer: string) => boolean) =>
  expect
    .poll(async () => holds(JSON.stringify(await server.call('GET', path))), { timeout: 20_000 })
    .toBe(true);

test.each(['en', 'zh-CN'] as const)('the life of a journey in %s', async (locale) => {
  const words = wordsIn(locale);
  const { t } = words.editor;
  await server.call('PUT', '/templates/hello', { name: 'Hello', content: { sms: { en: greedy } } });
  const profiles = ['c1', 'c2', 'c3'].map((id) => ({
    id,
    attributes: { name: 'x'.repeat(20_000) },
    addresses: { sms: `+86138${id.slice(1)}` },
  }));
  await server.call('POST', '/profiles/bulk', { profiles });
  await server.call('POST', '/journeys', document('P2D'));
  await server.call('POST', '/journeys/care/publish', { revision: 1 });
  await comes('c1', 'c2');
  await until('/journeys/care/counts', (answer) => answer.includes('"entered":2'));
  await server.call('POST', '/journeys/care/pause');
  await comes('c3');
  await until('/journeys/care/backlog', (answer) => answer.includes('c3'));

  const { page, faults } = await come(server.url, { locale });
  const editor = editorScreen(page, words.editor);
  const dialog = page.getByRole('dialog');
  await page.goto('/journeys/care/results');
  await page.getByText(words.on('results')('figures.held', { count: 1 })).waitFor();
  await page.goto('/journeys/care');
  await editor.node('wait').waitFor();
  await page.getByRole('button', { name: t('page.actions') }).click();
  await page.getByRole('menuitem', { name: t('deed.resume') }).click();
  await dialog.getByRole('button', { name: t('page.cancel') }).click();
  await chooseAgain(page.getByRole('button', { name: t('page.actions') }), t('deed.resume'));
  await dialog.getByRole('table', { name: t('resume.byAge') }).waitFor();
  await dialog.getByText(t('resume.takes', { time: '' }).slice(0, 4)).waitFor();
  await dialog.getByRole('radio', { name: t('resume.drop') }).check();
  await dialog
    .getByRole('list', { name: t('resume.names') })
    .getByText('c3')
    .waitFor();
  expect(await dialog.getByRole('button', { name: t('resume.dropNow') }).isDisabled()).toBe(true);
  expect(await inspectPage(page)).toEqual([]);
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: t('resume.dropNow') }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(t('state.live'), { exact: true }).waitFor();
  await until('/journeys/care/backlog', (answer) => answer.includes('"items":[]'));

  await page.getByLabel(t('page.name')).fill('Care again');
  await editor.saved();
  await page.getByRole('button', { name: t('page.publish') }).click();
  await dialog.getByRole('radio', { name: t('publish.insideMove') }).check();
  const target = dialog.getByRole('combobox', { name: t('publish.moveTarget', { node: 'wait' }) });
  await pickOption(page, target, `${editor.kindName('message')} hello`);
  await dialog.getByText(t('publish.nextNow')).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await dialog.getByRole('button', { name: t('publish.now') }).click();
  await dialog.waitFor({ state: 'hidden' });
  await until('/enrollments?journey=care&status=parked', (answer) => answer.includes('"c2"'));

  const say = words.on('parked');
  await page.goto('/journeys');
  await page.getByRole('link', { name: say('count', { count: 2 }) }).click();
  await page.getByRole('link', { name: 'c1', exact: true }).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  const mended = profiles.map(({ id }) => ({ id, attributes: { name: 'L' } }));
  await server.call('POST', '/profiles/bulk', { profiles: mended });
  await page.getByRole('button', { name: say('retryOf', { profile: 'c1' }) }).click();
  await page.getByRole('link', { name: 'c1', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: say('retryAll') }).click();
  await page.getByText(say('nobody')).waitFor();
  expect(faults).toEqual([]);
});

test.each(['en', 'zh-CN'] as const)('a move to a new version is undone in %s', async (locale) => {
  const words = wordsIn(locale);
  const { t } = words.editor;
  await server.call('PUT', '/templates/hello', { name: 'Hello', content: { sms: { en: 'Hello' } } });
  await server.call('POST', '/journeys', document('P2D'));
  await server.call('POST', '/journeys/care/publish', { revision: 1 });
  await comes('c1', 'c2');
  await until('/journeys/care/counts', (answer) => answer.includes('"entered":2'));

  const { page, faults } = await come(server.url, { locale });
  const editor = editorScreen(page, words.editor);
  const dialog = page.getByRole('dialog');
  await page.goto('/journeys/care');
  await editor.node('wait').waitFor();
  await page.getByLabel(t('page.name')).fill('Care again');
  await editor.saved();
  await page.getByRole('button', { name: t('page.publish') }).click();
  await dialog.getByRole('radio', { name: t('publish.insideMove') }).check();
  const target = dialog.getByRole('combobox', { name: t('publish.moveTarget', { node: 'wait' }) });
  await pickOption(page, target, t('publish.moveLeave'));
  await dialog.getByRole('button', { name: t('publish.nowLeaving', { count: 2 }) }).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await pickOption(page, target, `${editor.kindName('delay')} wait`);
  await dialog.getByRole('button', { name: t('publish.now'), exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await until('/journeys/care/versions/2/move', (answer) => answer.includes('"goBack":2'));

  await page.getByRole('button', { name: t('page.actions') }).click();
  await page.getByRole('menuitem', { name: t('undoMove.open', { version: 2 }) }).click();
  await dialog.getByText(t('undoMove.goBack', { back: 2, moved: 2 })).waitFor();
  await page.keyboard.press('Escape');
  await chooseAgain(
    page.getByRole('button', { name: t('page.actions') }),
    t('undoMove.open', { version: 2 }),
  );
  const places = dialog.getByRole('table', { name: t('undoMove.places') });
  await places.getByRole('cell', { name: `${words.on('words')('channel.sms')} · hello` }).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await dialog.getByRole('button', { name: t('undoMove.now') }).click();
  await dialog.waitFor({ state: 'hidden' });
  await until('/journeys/care/versions/2/move', (answer) => answer.includes('"wentBack":2'));
  await page.getByRole('button', { name: t('page.actions') }).click();
  await page.getByRole('menuitem', { name: t('deed.pause') }).waitFor();
  expect(await page.getByRole('menuitem', { name: t('undoMove.open', { version: 2 }) }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByText(t('canvas.countsOfAll', { count: 2 })).waitFor();

  // the same document again: only to move them again is there anything to publish
  await page.getByRole('button', { name: t('page.publish') }).click();
  await dialog.getByText(t('publish.unchanged', { version: 2 })).waitFor();
  const publish = dialog.getByRole('button', { name: t('publish.now'), exact: true });
  expect(await publish.isDisabled()).toBe(true);
  await dialog.getByRole('radio', { name: t('publish.insideMove') }).check();
  await dialog.getByText(t('publish.unchanged', { version: 2 })).waitFor({ state: 'detached' });
  expect(await publish.isDisabled()).toBe(false);
  await page.goto('/journeys/care/results');
  await page.getByRole('img', { name: words.on('results')('flow.title') }).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  expect(faults).toEqual([]);
});
