// Goal: a node kind of an integrator is drawn, filled in and run like one of the product's own.
// Method: the example's kind is compiled into a package of its own, which a server loads; a person uses it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorScreen } from './editorScreen.ts';
import { keepBrowser, soon } from './keepBrowser.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { wordsIn } from './wordsIn.ts';

const rootFolder = join(import.meta.dirname, '..', '..');
const come = keepBrowser();
let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-plugin-'));
  server = await startServer({ plugins: [await compileExample(folder)] });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What an integrator's own build makes of examples/customNode: an ES module beside the packages it imports. */
async function compileExample(into: string): Promise<string> {
  writeFileSync(join(into, 'package.json'), JSON.stringify({ type: 'module' }));
  mkdirSync(join(into, 'node_modules'));
  symlinkSync(rootFolder, join(into, 'node_modules', 'throughline'));
  symlinkSync(join(rootFolder, 'node_modules', 'zod'), join(into, 'node_modules', 'zod'));
  for (const name of ['lottery', 'plugin']) {
    const source = readFileSync(join(rootFolder, 'examples', 'customNode', `${name}.ts`), 'utf8');
    const { code } = await transformWithOxc(source, `${name}.ts`);
    writeFileSync(join(into, `${name}.js`), code.replaceAll(/(from ['"]\.\/\w+)\.ts/g, '$1.js'));
  }
  return join(into, 'plugin.js');
}

const languages = [
  { locale: 'en', kind: 'Lottery', wins: 'Wins' },
  { locale: 'zh-CN', kind: '抽奖', wins: '中奖' },
] as const;

test.each(languages)(
  '$kind is in the palette, its form follows from its schema, and it decides',
  async (given) => {
    const { locale, kind, wins } = given;
    const { page, faults } = await come(server.url, { locale });
    const words = wordsIn(locale);
    const { t } = words.editor;
    const editor = editorScreen(page, words.editor);
    const id = `draw-${locale}`;
    await server.call('POST', '/journeys', {
      format: 1,
      id,
      name: 'Draw',
      nodes: { start: { kind: 'trigger', settings: { on: 'event', event: id }, next: {} } },
      layout: { start: { x: 0, y: 0 } },
    });
    await page.goto(`/journeys/${id}`);
    await editor.open('start');
    await page.getByRole('button', { name: t('palette.add', { kind }), exact: true }).click();
    await editor.edge('start', 'lottery1').waitFor();
    await editor.panel.getByRole('heading', { name: kind }).waitFor();

    const percent = editor.panel.getByRole('spinbutton', { name: 'Win percent' });
    await expect.poll(() => percent.inputValue(), soon).toBe('10');
    await percent.fill('101');
    await editor.problems.getByText('lottery1').waitFor();
    await percent.fill('100');
    await editor.addAfter('lottery1', wins, 'updateProfile');
    await editor.panel.getByRole('combobox', { name: t('profile.addTags') }).fill('winner');
    await page.keyboard.press('Enter');
    await editor.problems.getByText(t('problems.none')).waitFor();

    await page.getByRole('button', { name: t('page.rehearse') }).click();
    await editor.panel.getByText(t('rehearse.added', { kinds: kind })).waitFor();

    await page.getByRole('button', { name: t('page.publish') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('publish.now') })
      .click();
    await page.getByText(t('state.live'), { exact: true }).waitFor();
    await server.call('POST', '/events', { id: `e-${locale}`, name: id, profile: `c-${locale}` });
    await editor
      .node('updateProfile1')
      .getByTitle(t('canvas.arrived', { count: 1 }))
      .waitFor();
    expect(faults).toEqual([]);
  },
);
