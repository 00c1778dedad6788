// Goal: a change of the engine that alters what a running journey does is seen before it reaches a customer.
// Method: recorded histories are run again; every step, message, refusal and end must be what was recorded. A change that
// is meant is recorded anew with THROUGHLINE_RECORD=1, and its difference is read like code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import type { RehearsalReport } from '../../engine/runner/rehearsalReport.ts';
import { scenarioSchema } from '../../shared/scenario.ts';

const HISTORIES = ['examples', 'tests/replay/histories'];
const GOLDEN = 'tests/replay/golden';
const isRecording = process.env.THROUGHLINE_RECORD === '1';

const files = HISTORIES.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.scenario.json'))
    .map((name) => ({ name: name.replace('.scenario.json', ''), path: join(folder, name) })),
);

/** One line per row, in order: what differs is one line of a text. */
function linesOf(report: RehearsalReport): string {
  const lists: [string, readonly object[]][] = Object.entries(report);
  const lines = lists.flatMap(([list, rows]) => rows.map((row) => `${list} ${JSON.stringify(row)}`));
  return `${lines.join('\n')}\n`;
}

test.each(files)('$name goes the way it was recorded', async ({ name, path }) => {
  const scenario = scenarioSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { report } = await rehearse(scenario);
  const golden = join(GOLDEN, `${name}.txt`);
  if (isRecording) writeFileSync(golden, linesOf(report));
  expect(existsSync(golden)).toBe(true);
  expect(linesOf(report).split('\n')).toEqual(readFileSync(golden, 'utf8').split('\n'));
});

test('nothing recorded is left without its history', () => {
  const names = files.map(({ name }) => `${name}.txt`);
  expect(readdirSync(GOLDEN).filter((name) => !names.includes(name))).toEqual([]);
});
