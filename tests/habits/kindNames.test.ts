// Goal: node kinds stay open, the engine asks a definition and never compares a kind.
// Method: each comparison and each case in engine/ is looked at for `.kind` and for the name of a kind.
import { describe, expect, test } from 'vitest';
import { listNodeKinds } from './listNodeKinds.ts';
import { readSources, type Source } from './sources.ts';
import { identifierName, isNode, lineOf, stringValue, walkSyntax } from './syntax.ts';

const equality = new Set(['===', '!==', '==', '!=']);

/** The name by which a compared value is read: `kind` in `kind`, `node.kind` and `node?.kind`. */
function readName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'ChainExpression') return readName(node.expression);
  if (node.type === 'MemberExpression') return identifierName(node.property) ?? stringValue(node.property);
  return identifierName(node);
}

/** Every pair of values that a file compares with one another. */
function comparisonsOf(source: Source): { left: unknown; right: unknown; line: number }[] {
  const found: { left: unknown; right: unknown; line: number }[] = [];
  walkSyntax(source, (node, parents) => {
    const line = lineOf(source, node.start);
    if (node.type === 'BinaryExpression' && equality.has(String(node.operator))) {
      found.push({ left: node.left, right: node.right, line });
    }
    if (node.type === 'SwitchCase') {
      found.push({ left: parents.at(-1)?.discriminant, right: node.test, line });
    }
    if (node.type === 'CallExpression' && isNode(node.callee) && isNode(node.callee.object)) {
      const list = node.callee.object;
      const isMembership = list.type === 'ArrayExpression' && readName(node.callee) === 'includes';
      const [wanted] = Array.isArray(node.arguments) ? node.arguments : [];
      for (const item of isMembership && Array.isArray(list.elements) ? list.elements : []) {
        found.push({ left: wanted, right: item, line });
      }
    }
  });
  return found;
}

/**
 * Comparisons that name a kind. Other tagged unions are compared by their own field (`condition.type`,
 * `receipt.kind === 'clicked'`), so a literal counts when it names a kind and is held against a bare value
 * or a `kind`; two values that are not literals count when one of them is a `kind`.
 */
function kindComparisons(source: Source, kinds: ReadonlySet<string>): string[] {
  return comparisonsOf(source)
    .filter(({ left, right }) => {
      const literal = stringValue(left) ?? stringValue(right);
      const names = [readName(left), readName(right)];
      const isAboutKind = names.includes('kind');
      if (literal === undefined) return isAboutKind;
      if (!kinds.has(literal)) return false;
      const value = stringValue(left) === undefined ? left : right;
      const isOtherField = isNode(value) && value.type === 'MemberExpression' && !isAboutKind;
      return !isOtherField && !names.includes('type');
    })
    .map(({ line }) => `${source.path}:${line} compares a node kind`);
}

describe('engine/ names no kind', () => {
  const kinds = new Set(listNodeKinds());
  test('no file compares a node kind', () => {
    expect(readSources(['engine']).flatMap((source) => kindComparisons(source, kinds))).toEqual([]);
  });
});

describe('a planted comparison is found', () => {
  const kinds = new Set(['split', 'message', 'audience']);
  const plants = [
    "if (node.kind === 'split') act();",
    "if ('message' != node?.kind) act();",
    'if (node.kind === wanted) act();',
    "switch (node.kind) { case 'split': act(); }",
    "if (kind === 'message') act();",
    "if (kindOf(node) === 'message') act();",
    "if (['split', 'message'].includes(node.kind)) act();",
    "if (node['kind'] === 'split') act();",
  ];
  test.each(plants)('%s', (text) => {
    expect(kindComparisons({ path: 'engine/plant.ts', text }, kinds)).not.toEqual([]);
  });

  const innocent = [
    "if (condition.type === 'audience') act();",
    "switch (condition.type) { case 'message': act(); }",
    "if (receipt.kind === 'clicked') act();",
    'const definition = definitions[node.kind];',
    "if (behaviour.shape === 'decide') act();",
  ];
  test.each(innocent)('but not in: %s', (text) => {
    expect(kindComparisons({ path: 'engine/fine.ts', text }, kinds)).toEqual([]);
  });
});
