// Goal: every node kind is whole: listed, worded in both languages, with a panel, an example and a test.
// Method: the definition files are listed from their folder and looked up where their other halves live.
import { describe, expect, test } from 'vitest';
import { nodeKinds } from '../../shared/nodes/kinds.ts';
import { listNodeKinds } from './listNodeKinds.ts';
import { exists, readSources } from './sources.ts';

const kinds = listNodeKinds();

/** Values of `kind` that the nodes of the example journeys have. */
function kindsInExamples(): Set<string> {
  const found = new Set<string>();
  for (const { text } of readSources(['examples'], /\.journey\.json$/)) {
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'kind' && typeof value === 'string') found.add(value);
      return value;
    });
  }
  return found;
}

function isMentionedInTests(kind: string): boolean {
  const tests = readSources(['tests'], /\.(ts|tsx|json)$/).filter(
    ({ path }) => !path.startsWith('tests/habits/'),
  );
  return tests.some(({ text }) => new RegExp(`['"\`]?kind['"]?: ['"]${kind}['"]`).test(text));
}

describe('every node kind is whole', () => {
  test('the list of kinds names each definition file once', () => {
    expect(nodeKinds.map(({ kind }) => kind as string).toSorted()).toEqual(kinds.toSorted());
  });

  test.each([...nodeKinds])('$kind has words in both languages', ({ words }) => {
    for (const sentence of [words.name, words.about]) {
      expect(sentence.en).toMatch(/[A-Za-z]/);
      expect(sentence['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
  });

  test('each kind has a panel in the designer', () => {
    const expected = exists('designer/nodes') ? kinds : [];
    expect(expected.filter((kind) => !exists(`designer/nodes/${kind}.tsx`))).toEqual([]);
  });

  test('each kind is shown in an example journey', () => {
    const shown = kindsInExamples();
    const expected = exists('examples') ? kinds : [];
    expect(expected.filter((kind) => !shown.has(kind))).toEqual([]);
  });

  test('each kind occurs in a test other than these', () => {
    const expected = exists('tests/shared') ? kinds : [];
    expect(expected.filter((kind) => !isMentionedInTests(kind))).toEqual([]);
  });
});
