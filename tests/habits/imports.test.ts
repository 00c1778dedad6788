// Goal: imports go down only, and what also runs in the browser stays free of the server's packages.
// Method: every import of every product file is resolved and held against a table of layers.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { productFolders, readSources, type Source } from './sources.ts';
import { isNode, lineOf, stringValue, walkSyntax } from './syntax.ts';

interface Layer {
  folder: string;
  mayImport: readonly string[];
  mayUse: (packageName: string) => boolean;
}

const purePackages = ['zod', 'xstate', '@noble/hashes', 'temporal-polyfill', 'liquidjs'];
const facePackages = ['react', 'react-dom', 'react-i18next', 'i18next', 'antd', 'echarts', 'zustand'];
const serverPackages = ['hono', '@hono/node-server', '@hono/zod-openapi', 'nodemailer', 'pino'];
const nativePackages = ['better-sqlite3', 'drizzle-orm', 'piscina'];
const isBuiltIn = (name: string) => name.startsWith('node:') || builtinModules.includes(name);
const isNone = (...lists: readonly string[][]) => {
  const names = new Set(lists.flat());
  return (name: string) => !names.has(name);
};
const isNoFace = isNone(facePackages, ['vite', 'vitest']);
const isForBrowser = isNone(serverPackages, nativePackages);

// the first layer whose folder holds the file is the one that counts
const layers: readonly Layer[] = [
  { folder: 'shared/', mayImport: ['shared/'], mayUse: (name) => purePackages.includes(name) },
  {
    folder: 'engine/core/',
    mayImport: ['shared/', 'engine/core/'],
    mayUse: (name) => purePackages.includes(name),
  },
  {
    folder: 'engine/runner/',
    mayImport: [
      'shared/',
      'engine/core/',
      'engine/runner/',
      'engine/stores/memory/',
      // the ports themselves
      'engine/stores/store.ts',
      'engine/stores/catalog.ts',
      'engine/stores/reports.ts',
      'engine/stores/page.ts',
      'engine/stores/auditRow.ts',
      'engine/stores/journeyRecord.ts',
      'engine/stores/splitReads.ts',
      'engine/stores/householdReads.ts',
    ],
    mayUse: (name) => isNoFace(name) && !serverPackages.includes(name),
  },
  {
    folder: 'engine/',
    mayImport: ['shared/', 'engine/'],
    mayUse: (name) => isNoFace(name) && !serverPackages.includes(name),
  },
  { folder: 'server/', mayImport: ['shared/', 'engine/', 'server/'], mayUse: isNoFace },
  {
    folder: 'designer/',
    mayImport: ['shared/', 'engine/core/', 'engine/runner/rehearsal', 'engine/stores/memory/', 'designer/'],
    mayUse: (name) => !isBuiltIn(name) && isForBrowser(name),
  },
];

function importsOf(source: Source): { specifier: string; line: number }[] {
  const found: { specifier: string; line: number }[] = [];
  walkSyntax(source, (node) => {
    const isModuleUrl = node.type === 'NewExpression' && isNode(node.callee) && node.callee.name === 'URL';
    const [first] = isModuleUrl && Array.isArray(node.arguments) ? node.arguments : [];
    const specifier = stringValue(node.source) ?? stringValue(first);
    const isAddress = isModuleUrl && !/\.[jt]sx?$/.test(specifier ?? '');
    if (specifier && !isAddress) found.push({ specifier, line: lineOf(source, node.start) });
  });
  return found;
}

function packageOf(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Imports of a file that its layer does not allow, as `path:line imports what`. */
function wrongImports(source: Source): string[] {
  const layer = layers.find(({ folder }) => source.path.startsWith(folder));
  if (!layer) return [];
  return importsOf(source)
    .filter(({ specifier }) => {
      if (!specifier.startsWith('.')) return !layer.mayUse(packageOf(specifier));
      const target = posix.join(posix.dirname(source.path), specifier);
      return !layer.mayImport.some((folder) => target.startsWith(folder));
    })
    .map(({ specifier, line }) => `${source.path}:${line} imports ${specifier}`);
}

describe('imports go down only', () => {
  test('no file imports what its layer forbids', () => {
    expect(readSources(productFolders).flatMap(wrongImports)).toEqual([]);
  });
});

describe('a planted import is found', () => {
  const plants = [
    { path: 'shared/plant.ts', text: "import { step } from '../engine/core/step.ts';" },
    { path: 'shared/plant.ts', text: "import { readFileSync } from 'node:fs';" },
    { path: 'shared/nodes/plant.ts', text: "export { app } from '../../server/app.ts';" },
    { path: 'engine/core/plant.ts', text: "import type { Store } from '../stores/sqlite/index.ts';" },
    { path: 'engine/core/plant.ts', text: "const loop = await import('../runner/loop.ts');" },
    { path: 'engine/core/plant.ts', text: "import { createHash } from 'crypto';" },
    { path: 'engine/core/plant.ts', text: "type App = import('../../server/app.ts').App;" },
    { path: 'engine/runner/plant.ts', text: "import { open } from '../stores/sqlite/index.ts';" },
    { path: 'engine/runner/plant.ts', text: "import { app } from '../../server/app.ts';" },
    { path: 'engine/stores/plant.ts', text: "import { Hono } from 'hono';" },
    { path: 'server/plant.ts', text: "import { palette } from '../designer/canvas/palette.ts';" },
    { path: 'server/plant.ts', text: "new Worker(new URL('../designer/worker.ts', import.meta.url));" },
    { path: 'server/plant.ts', text: "import { plant } from '../tests/plant.ts';" },
    { path: 'designer/plant.tsx', text: "import { app } from '../server/app.ts';" },
    { path: 'designer/plant.tsx', text: "import { engine } from '../engine/index.ts';" },
    { path: 'designer/plant.tsx', text: "import { open } from '../engine/stores/sqlite/index.ts';" },
    { path: 'designer/plant.tsx', text: "import { join } from 'node:path';" },
  ];
  test.each(plants)('in $path: $text', (plant) => {
    expect(wrongImports(plant)).toHaveLength(1);
  });

  const allowed = [
    { path: 'engine/core/fine.ts', text: "import { z } from 'zod'; import { a } from '../../shared/a.ts';" },
    { path: 'engine/runner/rehearsal.ts', text: "import { memory } from '../stores/memory/index.ts';" },
    { path: 'designer/fine.tsx', text: "import { rehearse } from '../engine/runner/rehearsal.ts';" },
    { path: 'server/fine.ts', text: "const page = new URL('../designer/', import.meta.url);" },
    { path: 'shared/fine.ts', text: "// import { a } from '../server/a.ts';" },
  ];
  test.each(allowed)('while $path may say $text', (source) => {
    expect(wrongImports(source)).toEqual([]);
  });
});
