// Goal: a problem calls a field what the editor calls it, not what the document calls it.
// Method: problems of the checker over drafts with one fault each, and one of each place a name can stand in.
import { expect, test } from 'vitest';
import { outletWords } from '../../designer/commands/outletsOf.ts';
import { startText } from '../../designer/text/i18n.ts';
import { problemSentence } from '../../designer/text/problemSentence.ts';
import { wordsOf } from '../../designer/text/useEditorWords.ts';
import { checkJourney } from '../../engine/core/check/checkJourney.ts';
import type { Node } from '../../shared/journey/journey.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { type Locale, problem } from '../../shared/problem.ts';

const wordsIn = (locale: Locale) => wordsOf(startText(locale), locale);
const start = { kind: 'trigger', settings: { on: 'event', event: 'e' }, next: { next: 'n1' } };

/** What is said about a journey whose second node is this. */
function saidOf(kind: string, settings: object, locale: Locale): string[] {
  const nodes = { start, n1: { kind, settings, next: {} } };
  const document = { format: 1, id: 'j', name: 'J', nodes, layout: {} };
  const { problems } = checkJourney(document, {
    registry: builtInRegistry,
    makeSalt: () => 's',
    templates: {},
    audiences: {},
  });
  return problems
    .filter(({ nodeId, severity }) => nodeId === 'n1' && severity === 'error')
    .map((found) => problemSentence(found, kind, wordsIn(locale)));
}

const drafts = [
  {
    says: 'a field of the kind itself',
    kind: 'waitFor',
    settings: { paths: [{ id: 'a', event: 'x' }] },
    en: '“Timeout”',
    zh: '“超时”',
  },
  {
    says: 'a field inside a condition, whatever the kind calls its own',
    kind: 'audience',
    settings: { condition: { type: 'attribute', op: '=', value: 1 } },
    en: '“Attribute”',
    zh: '“客户属性”',
  },
  {
    says: 'several fields of which one is needed',
    kind: 'updateProfile',
    settings: {},
    en: 'Set attributes, Add to attributes, Remove attributes, Add tags, Remove tags',
    zh: '设置属性、累加属性、移除属性、添加标签、移除标签',
  },
];

test.each(drafts)('$says', ({ kind, settings, en, zh }) => {
  expect(saidOf(kind, settings, 'en').join(' ')).toContain(en);
  expect(saidOf(kind, settings, 'zh-CN').join(' ')).toContain(zh);
});

test('fields of the journey have names of their own, and a field without a label keeps its name', () => {
  const words = wordsIn('en');
  const ends = problem('wrong-time', { field: 'ends', params: { name: 'ends', form: '2026-03-01T09:30' } });
  expect(problemSentence(ends, undefined, words)).toBe(
    '“Until” is not a valid time or date. It is written like 2026-03-01T09:30.',
  );
  const prize = problem('missing-field', { nodeId: 'n1', field: 'prize', params: { name: 'prize' } });
  expect(problemSentence(prize, 'lottery', words)).toBe('“prize” is required.');
});

test('a problem calls an outlet what the canvas calls it, one the node lacks by its id', () => {
  const node: Node = {
    kind: 'waitFor',
    settings: { paths: [{ id: 'path1', name: 'Answered', event: 'x' }], timeout: 'P1D' },
    next: {},
  };
  const said = (locale: Locale, outlet: string) =>
    problemSentence(
      problem('outlet-unconnected', { nodeId: 'n1', params: { outlet } }),
      node.kind,
      wordsIn(locale),
      (id) => outletWords(node, id, builtInRegistry)?.[locale] ?? id,
    );
  expect(said('zh-CN', 'timeout')).toContain('“超时”');
  expect(said('en', 'path1')).toContain('“Answered”');
  expect(said('en', 'gone')).toContain('“gone”');
});
