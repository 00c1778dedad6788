// Goal: the product installs and runs on the oldest Node it promises.
// Method: production dependencies are walked as Node finds them; each `engines.node` must admit 20.19.0.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const OLDEST_NODE = '20.19.0';
const rootFolder = join(import.meta.dirname, '../..');

const namesSchema = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  engines: z.object({ node: z.string().optional() }).catch({}).default({}),
  dependencies: namesSchema,
  optionalDependencies: namesSchema,
});
type Manifest = z.infer<typeof manifestSchema>;
type Version = readonly [major: number, minor: number, patch: number];

function readManifest(folder: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
}

/** The folder a package is found in from another folder: the nearest `node_modules` upwards. */
function findPackage(name: string, fromFolder: string): string | undefined {
  for (let folder = fromFolder; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

function productionPackages(): Manifest[] {
  const found = new Map<string, Manifest>();
  const waiting = [rootFolder];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const { dependencies, optionalDependencies } = readManifest(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const target = findPackage(name, folder);
      if (!target && name in optionalDependencies) continue;
      if (!target) throw new Error(`${name}, needed in ${folder}, is not installed`);
      if (found.has(target)) continue;
      found.set(target, readManifest(target));
      waiting.push(target);
    }
  }
  return [...found.values()];
}

function parseVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The first version a `^`, `~` or bare range (`20`, `20.x`) no longer admits. */
function ceiling(operator: string, text: string): Version {
  const [major, minor, patch] = parseVersion(text);
  const parts = text.split('.').filter((part) => /^\d+$/.test(part)).length;
  if (operator === '^' || parts === 1) return [major + 1, 0, 0];
  if (operator === '~' || parts === 2) return [major, minor + 1, 0];
  return [major, minor, patch + 1];
}

function admitsOne(comparator: string, version: Version): boolean {
  const [, operator = '', text = ''] = /^([<>=^~]*)v?([\dx*.]*)/.exec(comparator) ?? [];
  if (text === '' || /^[x*]/.test(text)) return true;
  const order = compare(version, parseVersion(text));
  if (operator === '>=') return order >= 0;
  if (operator === '>') return order > 0;
  if (operator === '<=') return order <= 0;
  if (operator === '<') return order < 0;
  return order >= 0 && compare(version, ceiling(operator, text)) < 0;
}

/** Whether a range as package manifests write it (`^18 || >=20.9`, `18 - 22`) admits a version. */
function admits(range: string, version: string): boolean {
  return range.split('||').some((alternative) => {
    const spelled = alternative
      .replace(/(\S+)\s+-\s+(\S+)/, '>=$1 <=$2')
      .replace(/([<>=^~])\s+/g, '$1')
      .trim();
    return spelled.split(/\s+/).every((comparator) => admitsOne(comparator, parseVersion(version)));
  });
}

describe('the oldest Node', () => {
  test('is admitted by every production dependency', () => {
    const packages = productionPackages();
    expect(packages.length).toBeGreaterThan(0);
    const refusing = packages.filter(({ engines }) => !admits(engines.node ?? '*', OLDEST_NODE));
    expect(refusing.map((one) => `${one.name}@${one.version} needs node ${one.engines.node}`)).toEqual([]);
  });

  test('is the one package.json promises', () => {
    expect(readManifest(rootFolder).engines.node).toBe(`>=${OLDEST_NODE.replace(/\.0$/, '')}`);
  });
});

describe('a range', () => {
  const cases = [
    { range: '>=20', admitted: true },
    { range: '>= 20.19', admitted: true },
    { range: '>=20.20', admitted: false },
    { range: '>=22.12.0', admitted: false },
    { range: '^18.18.0 || ^20.9.0 || >=21.1.0', admitted: true },
    { range: '^18 || >=22', admitted: false },
    { range: '20.x', admitted: true },
    { range: '20 || 22', admitted: true },
    { range: '~20.19', admitted: true },
    { range: '~20.18', admitted: false },
    { range: '18 - 22', admitted: true },
    { range: '>=14 <20', admitted: false },
    { range: '20.19.0', admitted: true },
    { range: '20.19.1', admitted: false },
    { range: '*', admitted: true },
  ];
  test.each(cases)('$range admits 20.19.0: $admitted', ({ range, admitted }) => {
    expect(admits(range, OLDEST_NODE)).toBe(admitted);
  });
});
