// Goal: files and functions stay small enough to be read at once.
// Method: lines are counted for every file and, in its syntax tree, for every function.
import { describe, expect, test } from 'vitest';
import { lineCount, productFolders, readSources, type Source } from './sources.ts';
import { identifierName, isNode, lineOf, memberName, type SyntaxNode, walkSyntax } from './syntax.ts';

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;
const MEDIAN_LINES_MAX = 80;
const P90_LINES_MAX = 220;

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** A React component: named like one, in a file that can hold one. */
function isComponent(source: Source, node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  const name = identifierName(node.id) ?? identifierName(parent?.id);
  return source.path.endsWith('.tsx') && name !== undefined && /^[A-Z]/.test(name);
}

function isDescribeBlock(parent: SyntaxNode | undefined): boolean {
  if (parent?.type !== 'CallExpression') return false;
  const callee =
    isNode(parent.callee) && parent.callee.type === 'CallExpression' ? parent.callee.callee : parent.callee;
  return identifierName(callee) === 'describe' || memberName(callee)?.startsWith('describe.') === true;
}

function longFunctions(source: Source): string[] {
  const found: string[] = [];
  walkSyntax(source, (node, parents) => {
    if (!functionTypes.has(node.type)) return;
    const parent = parents.at(-1);
    if (isComponent(source, node, parent) || isDescribeBlock(parent)) return;
    const first = lineOf(source, node.start);
    const lines = lineOf(source, node.end) - first + 1;
    if (lines > FUNCTION_LINES_MAX) found.push(`${source.path}:${first} has ${lines} lines`);
  });
  return found;
}

/** The smallest count that at least `share` of all counts do not exceed. */
function quantile(counts: readonly number[], share: number): number {
  const sorted = counts.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const allSources = readSources([...productFolders, 'tests', 'examples', '.ci']);

describe('sizes', () => {
  test('no file is longer than 400 lines', () => {
    const long = allSources.filter((source) => lineCount(source) > FILE_LINES_MAX);
    expect(long.map((source) => `${source.path} has ${lineCount(source)} lines`)).toEqual([]);
  });

  test('no function is longer than 70 lines', () => {
    expect(allSources.flatMap(longFunctions)).toEqual([]);
  });

  test('half of the product’s files are at most 80 lines, nine of ten at most 220', () => {
    const counts = readSources(productFolders).map(lineCount);
    expect(quantile(counts, 0.5)).toBeLessThanOrEqual(MEDIAN_LINES_MAX);
    expect(quantile(counts, 0.9)).toBeLessThanOrEqual(P90_LINES_MAX);
  });
});

describe('a function of 71 lines is found', () => {
  const body = Array.from({ length: 69 }, (_, index) => `  step(${index});`).join('\n');
  const plants = [
    { says: 'a declaration', path: 'plant.ts', text: `function long() {\n${body}\n}` },
    { says: 'an arrow', path: 'plant.ts', text: `const long = () => {\n${body}\n};` },
    { says: 'a method', path: 'plant.ts', text: `const it = { long() {\n${body}\n} };` },
    { says: 'a helper beside components', path: 'plant.tsx', text: `function long() {\n${body}\n}` },
    { says: 'a test', path: 'plant.test.ts', text: `test('long', () => {\n${body}\n});` },
  ];
  test.each(plants)('$says', (plant) => {
    expect(longFunctions(plant)).toHaveLength(1);
  });

  const allowed = [
    {
      says: '70 lines',
      path: 'fine.ts',
      text: `function fits() {\n${body.slice(0, body.lastIndexOf('\n'))}\n}`,
    },
    { says: 'a component', path: 'Page.tsx', text: `export function Page() {\n${body}\n}` },
    { says: 'a memoised component', path: 'Page.tsx', text: `const Page = () => {\n${body}\n};` },
    { says: 'a describe block', path: 'fine.test.ts', text: `describe('all', () => {\n${body}\n});` },
    { says: 'a describe table', path: 'fine.test.ts', text: `describe.each([1])('n', () => {\n${body}\n});` },
  ];
  test.each(allowed)('but not $says', (source) => {
    expect(longFunctions(source)).toEqual([]);
  });

  test('a quantile is taken from the sorted counts', () => {
    expect(quantile([9, 1, 5, 3, 7, 2, 8, 4, 10, 6], 0.5)).toBe(5);
    expect(quantile([9, 1, 5, 3, 7, 2, 8, 4, 10, 6], 0.9)).toBe(9);
  });
});
