// Goal: whoever waits for the demo sees how far it is, on a terminal and in a file.
// Method: reports go in with a clock of their own; what was written is compared.
import { describe, expect, test } from 'vitest';
import type { LoadReport } from '../../server/demo/bank.ts';
import { progressLines } from '../../server/demo/progressLines.ts';

/** Everything written while customers come in by tenths, a second each. */
function written(isTTY: boolean): string {
  let text = '';
  let nowMs = 0;
  const output = { isTTY, write: (part: string) => (text += part) };
  const report = progressLines(output, () => nowMs);
  for (let tenth = 1; tenth <= 10; tenth++) {
    nowMs += 1_000;
    report({ stage: 'customers', doneCount: tenth * 4_500, totalCount: 45_000 } satisfies LoadReport);
  }
  nowMs += 500;
  report({ stage: 'journeys', doneCount: 3, totalCount: 3 });
  return text;
}

describe('progress of the load', () => {
  test('in a file it is a line for every fifth part, with counts, percent and the seconds of the stage', () => {
    expect(written(false).split('\n')).toEqual([
      'customers  4,500 of 45,000    10 %    1.0 s',
      'customers  13,500 of 45,000   30 %    3.0 s',
      'customers  22,500 of 45,000   50 %    5.0 s',
      'customers  31,500 of 45,000   70 %    7.0 s',
      'customers  40,500 of 45,000   90 %    9.0 s',
      'customers  45,000 of 45,000  100 %   10.0 s',
      'journeys   3 of 3            100 %    0.5 s',
      '',
    ]);
  });

  test('on a terminal a stage keeps its one line', () => {
    const text = written(true);
    expect(text.split('\n')).toHaveLength(3);
    expect(text.split('\r')).toHaveLength(12);
  });
});
