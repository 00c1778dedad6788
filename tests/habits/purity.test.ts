// Goal: shared/ and engine/core take time, chance, process and network from nobody but their arguments.
// Method: the syntax tree of each file is searched for the globals and modules that would reach them.
import { describe, expect, test } from 'vitest';
import { readSources, type Source } from './sources.ts';
import { identifierName, lineOf, memberName, type SyntaxNode, stringValue, walkSyntax } from './syntax.ts';

const pureFolders = ['shared', 'engine/core'];
const impureMembers = new Set(['Date.now', 'Math.random', 'Temporal.Now', 'crypto.randomUUID']);
const impureGlobals = new Set([
  ...['process', 'globalThis', 'window', 'document', 'performance', 'console', 'crypto'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'localStorage', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
]);
const bindingTypes = /^(Import.*Specifier|VariableDeclarator|FunctionDeclaration|ClassDeclaration)$/;

function isDateOfNow(node: SyntaxNode): boolean {
  if (identifierName(node.callee) !== 'Date') return false;
  const isEmpty = Array.isArray(node.arguments) && node.arguments.length === 0;
  return node.type === 'CallExpression' || (node.type === 'NewExpression' && isEmpty);
}

/** Whether an identifier is a value that is read, not the name of a property, parameter or type member. */
function isRead(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (!parent) return false;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed === true;
  if (parent.type === 'Property') return parent.value === node;
  if (parent.type === 'PropertyDefinition') return parent.value === node;
  if (parent.type === 'VariableDeclarator') return parent.init === node;
  return !/^(MethodDefinition|TS.*|Import.*|Export.*)$/.test(parent.type);
}

/** Names a file declares itself; its own `process` function is not Node's. */
function ownNames(source: Source): Set<string> {
  const names = new Set<string>();
  walkSyntax(source, (node) => {
    if (bindingTypes.test(node.type)) names.add(identifierName(node.local ?? node.id) ?? '');
    for (const parameter of Array.isArray(node.params) ? node.params : []) {
      names.add(identifierName(parameter) ?? '');
    }
  });
  return names;
}

function impurities(source: Source): string[] {
  const own = ownNames(source);
  const found: string[] = [];
  walkSyntax(source, (node, parents) => {
    const place = `${source.path}:${lineOf(source, node.start)}`;
    const member = memberName(node);
    const name = identifierName(node);
    const module = stringValue(node.source);
    if (member && impureMembers.has(member)) found.push(`${place} ${member}`);
    else if (isDateOfNow(node)) found.push(`${place} Date of now`);
    else if (module?.startsWith('node:')) found.push(`${place} ${module}`);
    else if (name && impureGlobals.has(name) && !own.has(name) && isRead(node, parents.at(-1))) {
      found.push(`${place} ${name}`);
    }
  });
  return found;
}

describe('shared/ and engine/core are pure', () => {
  test('no file reads the clock, chance, process or network', () => {
    expect(readSources(pureFolders).flatMap(impurities)).toEqual([]);
  });
});

describe('a planted impurity is found', () => {
  const plants = [
    'const now = Date.now();',
    'const now = new Date();',
    'const now = Date();',
    'const clock = { read: Date.now };',
    'const draw = () => Math.random() < 0.5;',
    'const today = Temporal.Now.plainDateISO();',
    'const home = process.env.HOME;',
    "const answer = await fetch('https://example.com');",
    'setTimeout(() => {}, 5);',
    'const later = setTimeout;',
    "import { readFileSync } from 'node:fs';",
    "const fs = await import('node:fs');",
    "console.log('seen');",
  ];
  test.each(plants)('%s', (text) => {
    expect(impurities({ path: 'shared/plant.ts', text })).not.toEqual([]);
  });

  const innocent = [
    'const day = new Date(nowMs);',
    'const at = Date.UTC(2026, 1, 1);',
    'const half = Math.floor(3 / 2);',
    'interface Port { fetch(url: string): void; process: string }',
    'const send = (port: Port) => port.fetch(port.process);',
    '// Date.now() would make a replay differ',
    "const words = 'call setTimeout( now';",
    'export function run(fetch: Get) { return fetch(1); }',
  ];
  test.each(innocent)('but not in: %s', (text) => {
    expect(impurities({ path: 'shared/fine.ts', text })).toEqual([]);
  });
});
