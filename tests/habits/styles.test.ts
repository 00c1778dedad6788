// Goal: what a class looks like does not depend on which page came first.
// Method: rules that begin with a class alone are collected per stylesheet; paper is allowed to say otherwise.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Classes a stylesheet shapes by themselves, not inside something else. */
function classesOf(css: string): string[] {
  const selectors = [...css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/^([^{}@\s][^{}]*)\{/gm)];
  return selectors
    .flatMap(([, list = '']) => list.split(','))
    .flatMap((selector) => /^\.([\w-]+)$/.exec(selector.trim())?.[1] ?? []);
}

function shapedTwice(files: readonly { name: string; css: string }[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const { name, css } of files) {
    for (const one of classesOf(css)) owners.set(one, (owners.get(one) ?? new Set()).add(name));
  }
  return [...owners].flatMap(([one, names]) =>
    names.size > 1 ? [`${one} in ${[...names].sort().join(', ')}`] : [],
  );
}

describe('styles', () => {
  test('a class is shaped by one stylesheet', () => {
    const files = readdirSync('designer', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.css') && basename(path) !== 'print.css')
      .map((path) => ({ name: path, css: readFileSync(join('designer', path), 'utf8') }));
    expect(files.length).toBeGreaterThan(5);
    expect(shapedTwice(files)).toEqual([]);
  });

  test('a planted second shape is found', () => {
    const planted = [
      { name: 'a.css', css: '.tl-row { gap: 1px; }\n.tl-a .tl-b { gap: 1px; }' },
      { name: 'b.css', css: '.tl-b {\n  gap: 2px;\n}\n.tl-c,\n.tl-row { gap: 2px; }' },
    ];
    expect(shapedTwice(planted)).toEqual(['tl-row in a.css, b.css']);
  });
});
