// Goal: the reference, written from the contract alone, gives what every scenario of the project expects.
// Method: run each scenario file whose features it covers and compare as language.md §10.1 and §11.6 say.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Scenario, scenarioSchema } from '../../shared/scenario.ts';
import { interpret } from './interpreter.ts';
import { rowsApart } from './rowsApart.ts';
import { LISTS, type Row } from './world.ts';

const folders = ['tests/scenarios', 'examples'];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.scenario.json'))
    .map((name) => `${folder}/${name}`),
);

/** Where the reference reads the contract otherwise, or the contract does not say enough to compute it. */
const DISPUTED: { readonly [file: string]: string } = {
  'tests/scenarios/2-entry-journey-holdout.scenario.json':
    'the salt of a journey holdout is not in language.md',
  'tests/scenarios/4-time-jitter.scenario.json': 'the hash of a jitter is not in language.md',
};

/** What the reference leaves out; documents that publish refuses are not its business. */
function isCovered(scenario: Scenario): boolean {
  const refused = (scenario.expect?.problems ?? []).some(({ code }) => code !== 'transition-refused');
  const text = JSON.stringify([scenario.timeline, scenario.journeys]);
  const beyond = [
    '"down":',
    'olicy":"migrate"',
    '"map":',
    '"merge":',
    '"retry":',
    'kind":"task"',
    'kind":"benefit"',
  ];
  return !refused && !beyond.some((word) => text.includes(word));
}

const scenarios = files
  .map((file) => ({ file, scenario: scenarioSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) }))
  .filter(({ file, scenario }) => DISPUTED[file] === undefined && isCovered(scenario));

describe('the reference gives what a scenario expects', () => {
  it.each(scenarios)('$file', ({ scenario }) => {
    const report = interpret(scenario);
    for (const list of LISTS) {
      const wanted = scenario.expect?.[list] as Row[] | undefined;
      if (!wanted) continue;
      const { missing, extra } = rowsApart(wanted, report[list]);
      const exhaustive = list === 'deliveries' || list === 'ends' || wanted.length === 0;
      expect({ list, missing, extra: exhaustive ? extra : [] }).toEqual({ list, missing: [], extra: [] });
    }
  });
});
