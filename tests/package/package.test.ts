// Goal: the packed package works in an empty project: types resolve, the engine embeds, own node kinds plug in.
// Method: npm pack, unpack beside links to the same dependencies, run the examples there as their readers would.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const project = mkdtempSync(join(tmpdir(), 'throughline-package-'));

function run(command: string, args: readonly string[], cwd = project): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function linkDependencies(): void {
  const from = join(root, 'node_modules');
  for (const name of readdirSync(from)) {
    if (name.startsWith('.')) continue;
    symlinkSync(join(from, name), join(project, 'node_modules', name));
  }
}

beforeAll(() => {
  mkdirSync(join(project, 'node_modules/throughline'), { recursive: true });
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], root);
  const [archive] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error('npm pack wrote no archive');
  run('tar', ['-xzf', archive, '--strip-components=1', '-C', 'node_modules/throughline']);
  linkDependencies();
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  cpSync(join(root, 'examples/embed.ts'), join(project, 'embed.ts'));
  cpSync(join(root, 'examples/customNode'), join(project, 'customNode'), { recursive: true });
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed package in an empty project', () => {
  test('its types serve a strict program', () => {
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2023',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: ['node'],
    };
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['embed.ts', 'customNode'] }),
    );
    expect(run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'])).toBe('');
  });

  test('the engine embeds on a file, and a second run finds everything of the first', () => {
    const first = run(process.execPath, ['--import', 'tsx', 'embed.ts', 'bank.db']);
    expect(first).toContain('to +8613800000001: [Bank] Welcome Li, your card k1 is ready.');
    expect(first).toContain('e1 is on disk');
    expect(first).toContain('c1 (k1) is active');
    const second = run(process.execPath, ['--import', 'tsx', 'embed.ts', 'bank.db']);
    expect(second).not.toContain('Welcome Li');
    expect(second).toContain('e1 was tracked before');
    expect(second).toContain('c1 (k1) is active');
  });

  test('a node kind from outside the package is checked, compiled and run like the built-in ones', () => {
    const printed = run(process.execPath, ['--import', 'tsx', 'customNode/main.ts']);
    const [, winners] = /(\d+) of 10 won/.exec(printed) ?? [];
    expect(Number(winners)).toBeGreaterThan(0);
    expect(Number(winners)).toBeLessThan(10);
  });
});
