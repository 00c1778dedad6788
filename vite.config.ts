import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const apiAddress = `http://127.0.0.1:${process.env.PORT ?? 4400}`;

/** Matches files of the named npm packages; a name ending in `/` stands for a whole scope. */
function packages(...names: string[]): RegExp {
  const alternatives = names.map((name) => (name.endsWith('/') ? name : `${name}/`)).join('|');
  return new RegExp(`/node_modules/(?:${alternatives})`);
}

// A group swallows what its members import, so whatever the first page needs must be claimed by a
// group of higher priority: otherwise React lands in the antd chunk and zustand drags in React Flow.
const chunkGroups = [
  {
    name: 'react',
    test: packages('react', 'react-dom', 'scheduler', 'use-sync-external-store'),
    priority: 50,
  },
  { name: 'state', test: packages('zustand', '@tanstack/', 'i18next', 'react-i18next', 'zod'), priority: 40 },
  {
    // heavy, and of no use to the editor's first paint; what they are made of stays with the rest of antd
    name: 'tables',
    test: /\/node_modules\/(?:antd\/es|@rc-component)\/(?:pagination|progress|slider|table|tabs|tree|upload)\/(?!(?:.*\/)?(?:locale|TableMeasureRowContext))/,
    priority: 35,
    includeDependenciesRecursively: false,
  },
  {
    name: 'antd',
    test: packages('antd', '@ant-design/', '@rc-component/', 'dayjs', '@emotion/', '@babel/runtime'),
    priority: 30,
  },
  { name: 'canvas', test: packages('@xyflow/', 'd3-[a-z]+', 'classcat', '@dagrejs/'), priority: 20 },
  { name: 'charts', test: packages('echarts', 'zrender'), priority: 20 },
  // every page needs most of these: one file is asked for sooner than thirty
  { name: 'shared', test: /\/shared\//, priority: 10, includeDependenciesRecursively: false },
  {
    name: 'words',
    test: /\/designer\/(?:api\/(?!ahead)|format\/|text\/)/,
    priority: 10,
    includeDependenciesRecursively: false,
  },
];

/** The first script begins the program itself; the browser need not have run it to fetch what all pages need. */
function preloadProgram(): Plugin {
  return {
    name: 'preload-program',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const program = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/designer/start.tsx'));
        const files = new Set(program ? [program.fileName] : []);
        // what it imports, and what that imports: a set hands out what is added while it is walked
        for (const file of files) {
          const chunk = chunks.find(({ fileName }) => fileName === file);
          for (const imported of chunk?.imports ?? []) files.add(imported);
        }
        for (const { fileName, isEntry } of chunks) if (isEntry) files.delete(fileName);
        return [...files].map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}

export default defineConfig({
  // the tests mirror all folders, the built page lives in one
  root: process.env.VITEST ? import.meta.dirname : 'designer',
  // pages have their own paths (/journeys/...), so assets are addressed from the root
  base: '/',
  plugins: [react(), preloadProgram()],
  build: {
    outDir: '../dist/designer',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
  },
  server: {
    host: '127.0.0.1',
    // not all of /api: in development the page's own sources of designer/api are served from there
    proxy: { '^/api/(v1|docs)(/|$)': { target: apiAddress, changeOrigin: false } },
  },
  test: {
    projects: [
      {
        root: import.meta.dirname,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**'],
          // better-sqlite3 is a native module: a process per file, threads would share it
          pool: 'forks',
          testTimeout: 30_000,
        },
      },
      {
        root: import.meta.dirname,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: [join(import.meta.dirname, 'tests/browser/requireChromium.ts')],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
