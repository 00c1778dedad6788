// Goal: nothing half done is left behind, and no test is switched off without a reason.
// Method: texts are searched for markers; each skipping call must carry words that give its reason.
import { describe, expect, test } from 'vitest';
import { productFolders, readSources, type Source } from './sources.ts';
import { identifierName, isNode, lineOf, type SyntaxNode, stringValue, walkSyntax } from './syntax.ts';

// put together here, so that this file does not find itself
const leftovers = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'];
const marker = new RegExp(`\\b(${leftovers.join('|')})\\b`);
const skips = new Set(['skip', 'skipIf', 'runIf']);
const switches = new Set(['only', 'todo', ...skips]);
const testCalls = /^(test|it|describe|suite|context|ctx)$/;

function leftoversIn(source: Source): string[] {
  return source.text
    .split('\n')
    .flatMap((line, index) => (marker.test(line) ? [`${source.path}:${index + 1}`] : []));
}

/** The switch a member expression throws (`only` in `test.only`), if it is one on a test. */
function switchOf(node: SyntaxNode): string | undefined {
  if (node.type !== 'MemberExpression' || !isNode(node.object)) return undefined;
  const isTest = testCalls.test(identifierName(node.object) ?? '') || switchOf(node.object) !== undefined;
  const name = identifierName(node.property) ?? '';
  return isTest && switches.has(name) ? name : undefined;
}

/** Arguments of all calls made on a node: both lists of `test.skipIf(a)('b', c)`. */
function argumentsAround(node: SyntaxNode, parents: readonly SyntaxNode[]): unknown[] {
  const given: unknown[] = [];
  let inner = node;
  for (const outer of parents.toReversed()) {
    if (outer.callee !== inner && outer.object !== inner) break;
    if (Array.isArray(outer.arguments)) given.push(...outer.arguments);
    inner = outer;
  }
  return given;
}

/** Places that leave out tests: `only` and `todo` always, `skip…` unless a string beside says `because …`. */
function switchedOff(source: Source): string[] {
  const found: string[] = [];
  walkSyntax(source, (node, parents) => {
    const name = switchOf(node);
    if (!name) return;
    const hasReason = argumentsAround(node, parents).some((one) => stringValue(one)?.includes('because '));
    if (!skips.has(name) || !hasReason) found.push(`${source.path}:${lineOf(source, node.start)} ${name}`);
  });
  return found;
}

const folders = [...productFolders, 'tests', 'examples', '.ci'];

describe('nothing half done', () => {
  test('no leftover marker in any file', () => {
    const sources = readSources(folders, /\.(ts|tsx|mjs|css|html|md|sql)$/);
    expect(sources.flatMap(leftoversIn)).toEqual([]);
  });

  test('no test is switched off without a reason', () => {
    expect(readSources(['tests']).flatMap(switchedOff)).toEqual([]);
  });
});

describe('a planted leftover is found', () => {
  test.each(leftovers)('%s', (word) => {
    expect(leftoversIn({ path: 'plant.ts', text: `// ${word}: later` })).toHaveLength(1);
  });

  const plants = [
    "test.only('one', run);",
    "describe.only('one', run);",
    "test.todo('one');",
    "test.skip('one', run);",
    "test.skip.each([1])('one %s', run);",
    "it.skipIf(isSlow)('one', run);",
  ];
  test.each(plants)('%s', (text) => {
    expect(switchedOff({ path: 'plant.test.ts', text })).not.toEqual([]);
  });

  const allowed = [
    "test.skip('one, because the port has no clock yet', run);",
    "it.skipIf(!url)('one, because it needs a server', run);",
    "test.skip.each([1])('one %s, because it needs a server', run);",
    'rows.skip(5); query.only();',
  ];
  test.each(allowed)('but not in: %s', (text) => {
    expect(switchedOff({ path: 'fine.test.ts', text })).toEqual([]);
  });
});
