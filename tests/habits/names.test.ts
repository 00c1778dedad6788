// Goal: a file or folder is named after what it holds, never after a drawer.
// Method: the last word of every name is held against a list of drawers.
import { describe, expect, test } from 'vitest';
import { listFiles, productFolders } from './sources.ts';

const drawers = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'manager',
  'service',
  'base',
  'impl',
  'types',
];
const fileName =
  /^([a-z][A-Za-z0-9]*(\.test|\.d|\.config)?\.ts|[A-Za-z][A-Za-z0-9]*(\.test)?\.tsx|[a-z]\w*\.mjs)$/;

function lastWord(name: string): string {
  const words = name.replace(/\..*$/, '').split(/(?=[A-Z])|[-_]/);
  return (words.at(-1) ?? '').toLowerCase();
}

function drawersIn(path: string): string[] {
  return path.split('/').filter((name) => drawers.includes(lastWord(name)));
}

describe('names', () => {
  const paths = listFiles([...productFolders, 'tests', 'examples', '.ci'], /\.(ts|tsx|mjs)$/);

  test('no file and no folder is a drawer', () => {
    expect(paths.filter((path) => drawersIn(path).length > 0)).toEqual([]);
  });

  test('a file is camelCase.ts, a component PascalCase.tsx', () => {
    expect(paths.filter((path) => !fileName.test(path.split('/').at(-1) ?? ''))).toEqual([]);
  });

  test.each(['shared/utils.ts', 'engine/core/dateHelpers.ts', 'server/types.ts', 'server/common/a.ts'])(
    '%s is found to be a drawer',
    (path) => expect(drawersIn(path)).toHaveLength(1),
  );

  test.each(['shared/baseline.ts', 'engine/core/assign.ts', 'designer/nodes/message.tsx'])(
    '%s is not',
    (path) => expect(drawersIn(path)).toEqual([]),
  );
});
