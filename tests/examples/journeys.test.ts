// Goal: whoever starts from an example starts from something that would publish as it is.
// Method: every example is checked like a draft, with the templates and audiences that come with it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkJourney } from '../../engine/core/check/checkJourney.ts';
import { readDemoAudiences, readDemoTemplates } from '../../server/demo/demoCatalog.ts';
import { inLanguage, readExamples } from '../../server/examples.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { parseBy } from '../../shared/parse.ts';
import { templateSchema } from '../../shared/template.ts';
import { audienceDefinitionSchema } from '../../shared/workspace.ts';

const folder = new URL('../../examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.journey.json'));
const templates = readDemoTemplates('zh-CN');
const audiences = readDemoAudiences('zh-CN');
const context = {
  registry: builtInRegistry,
  templates: Object.fromEntries(templates.map(({ id, content }) => [id, content])),
  audiences: Object.fromEntries(audiences.map(({ id, definition }) => [id, definition])),
  journeys: files.map((name) => name.replace('.journey.json', '')),
  makeSalt: () => 'salt',
  nowMs: Date.now(),
  timeZone: 'Asia/Shanghai',
};

describe('example journeys', () => {
  test.each(files)('%s has no problem, not even a warning', (name) => {
    const document: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const { journey, problems } = checkJourney(document, context);
    expect(problems).toEqual([]);
    expect(`${journey?.id}.journey.json`).toBe(name);
    expect(journey?.description).toMatch(/\p{Script=Han}/u);
  });

  test('every place of a node is written down, and no place without its node', () => {
    for (const name of files) {
      const { nodes, layout } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
      expect(Object.keys(layout).toSorted()).toEqual(Object.keys(nodes).toSorted());
    }
  });

  test('the triggers of the language are shown', () => {
    const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const shown = ['event', 'eventMissing', 'audience', 'date', 'schedule', 'business', 'manual', 'journey'];
    for (const on of shown) expect(text).toContain(`"on": "${on}"`);
  });
});

describe('examples in the language of their reader', () => {
  const examples = readExamples();
  const spoken = {
    en: inLanguage(examples, 'en'),
    'zh-CN': inLanguage(examples, 'zh-CN'),
  };
  const textsOf = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(textsOf)
        : [];
  const namesOf = (entries: Record<string, { name: string }>) =>
    Object.values(entries).map(({ name }) => name);

  test('read in English everything is English, to the last tag', () => {
    const { journeys, templates, audiences } = spoken.en;
    const texts = [...journeys.flatMap(textsOf), ...namesOf(templates), ...namesOf(audiences)];
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test('read in Chinese every name and description is Chinese', () => {
    const { journeys, templates, audiences } = spoken['zh-CN'];
    const texts = journeys.flatMap(({ name, description }) => [name, description]);
    const all = [...texts, ...namesOf(templates), ...namesOf(audiences)];
    expect(all.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test('nothing but texts differs, and no translation is without its text', () => {
    const ids = ({ journeys }: typeof examples) =>
      journeys.map(({ document }) => Object.keys(Object(document.nodes)));
    expect(ids(spoken.en)).toEqual(ids(spoken['zh-CN']));
    const written = new Set(
      [examples.journeys, namesOf(examples.templates), namesOf(examples.audiences)].flatMap(textsOf),
    );
    for (const words of Object.values(examples.words)) {
      expect(Object.keys(words ?? {}).filter((text) => !written.has(text))).toEqual([]);
    }
  });
});

describe('example templates and audiences', () => {
  test.each(templates)('template $id is well formed in both languages', ({ content }) => {
    expect(parseBy(templateSchema, content)).toMatchObject({ ok: true });
    for (const locales of Object.values(content))
      expect(Object.keys(locales).toSorted()).toEqual(['en', 'zh-CN']);
  });

  test.each(audiences)('audience $id is well formed', ({ definition }) => {
    expect(parseBy(audienceDefinitionSchema, definition)).toMatchObject({ ok: true });
  });

  test('each template is used by an example', () => {
    const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    expect(templates.filter(({ id }) => !text.includes(`"template": "${id}"`)).map(({ id }) => id)).toEqual(
      [],
    );
  });
});
