/** The journey editor as a person uses it: nodes by what they are called, fields by their labels. */
import type { Locator, Page } from 'playwright';
import type { EditorWords } from '../../designer/text/useEditorWords.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';

export interface EditorScreen {
  node(id: string): Locator;
  edge(from: string, to: string): Locator;
  /** the panel beside the canvas */
  panel: Locator;
  /** the list of what is wrong */
  problems: Locator;
  kindName(kind: string): string;
  /** What an outlet of a newly placed node is called. */
  outletName(kind: string, outlet: string): string;
  /** Presses a kind in the palette; it goes after the node that is selected. */
  addFromPalette(kind: string): Promise<void>;
  /** Presses the + of an outlet that leads nowhere, and picks a kind. */
  addAfter(from: string, outlet: string, kind: string): Promise<void>;
  insertAfter(from: string, outlet: string, kind: string): Promise<void>;
  /** Draws a line from an outlet to a node, by mouse. */
  drawLine(from: string, outlet: string, to: string): Promise<void>;
  open(id: string): Promise<void>;
  closePanel(): Promise<void>;
  /** Types into a field that also offers suggestions. */
  type(label: string, text: string): Promise<void>;
  pick(label: string, option: string): Promise<void>;
  saved(): Promise<void>;
}

export function editorScreen(page: Page, words: EditorWords): EditorScreen {
  const { t } = words;
  const panel = page.getByRole('complementary');
  const node = (id: string) => page.getByRole('group', { name: new RegExp(` ${id}[:：]`) });
  const definitionOf = (kind: string) => {
    const definition = builtInRegistry.definitionOf({ kind });
    if (!definition) throw new Error(`there is no kind ${kind}`);
    return definition;
  };
  const kindName = (kind: string) => words.of(definitionOf(kind).words.name);
  const pickKind = (kind: string) =>
    page.getByRole('menuitem', { name: kindName(kind), exact: true }).click();
  const screen: EditorScreen = {
    node,
    panel,
    kindName,
    outletName(kind, outlet) {
      const definition = definitionOf(kind);
      const found = definition.outlets(definition.initial(() => 'salt')).find(({ id }) => id === outlet);
      if (!found) throw new Error(`${kind} has no outlet ${outlet}`);
      return words.of(found.words);
    },
    problems: page.getByRole('region', { name: t('problems.title') }),
    edge: (from, to) => page.getByRole('group', { name: new RegExp(`^${from}(,| 的).*→ ?${to}$`) }),
    async addFromPalette(kind) {
      await page
        .getByRole('button', { name: t('palette.add', { kind: kindName(kind) }), exact: true })
        .click();
    },
    async addAfter(from, outlet, kind) {
      await page.getByRole('button', { name: t('canvas.append', { from, outlet }), exact: true }).click();
      await pickKind(kind);
    },
    async insertAfter(from, outlet, kind) {
      const button = page.getByRole('button', { name: t('canvas.insert', { from, outlet }), exact: true });
      await button.click();
      await pickKind(kind);
    },
    drawLine: (from, outlet, to) =>
      drawLine(page, node(from).getByTitle(outlet, { exact: true }), node(to).locator('.target')),
    async open(id) {
      await node(id).click();
      await panel.getByText(id, { exact: true }).first().waitFor();
    },
    async closePanel() {
      await panel.getByRole('button', { name: t('node.close') }).click();
      await panel.waitFor({ state: 'detached' });
    },
    async type(label, text) {
      const field = panel.getByRole('combobox', { name: label, exact: true });
      await field.fill(text);
      await field.press('Tab');
    },
    pick: (label, option) =>
      pickOption(page, panel.getByRole('combobox', { name: label, exact: true }), option),
    async saved() {
      await page
        .getByRole('status')
        .filter({ hasText: t('save.saved') })
        .waitFor();
    },
  };
  return screen;
}

async function drawLine(page: Page, outlet: Locator, target: Locator): Promise<void> {
  // hovering waits until the canvas stands still
  const source = outlet.and(page.locator('.source'));
  await source.hover();
  await page.mouse.down();
  // far enough to be a drag, too near for the canvas to follow the pointer
  await source.hover({ force: true, position: { x: 6, y: 12 } });
  await page.locator('.react-flow__connection').waitFor();
  await target.hover({ force: true });
  await page.mouse.up();
}

/** Chooses by its words from the list a select opens; lists of other selects may still be fading out. */
export async function pickOption(page: Page, select: Locator, option: string): Promise<void> {
  await select.click();
  const listId = await select.getAttribute('aria-controls');
  if (listId === null) throw new Error('the select opened no list');
  const popup = page.locator('.ant-select-dropdown').filter({ has: page.locator(`[id="${listId}"]`) });
  await popup.locator('.ant-select-item-option').getByText(option, { exact: true }).first().click();
}
