import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Rehearsal,
  type RehearsalOptions,
  rehearse,
  ScenarioFault,
} from '../../engine/runner/rehearsal.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { parseBy } from '../../shared/parse.ts';
import { type Scenario, scenarioSchema } from '../../shared/scenario.ts';
import { type Command, EXIT, Misuse } from './command.ts';
import { configuredPlugins } from './parts/configuredPlugins.ts';
import { problemLines, terminalLocale } from './parts/problemLines.ts';
import { readJsonFile } from './parts/readJsonFile.ts';
import { rehearsalLines } from './parts/rehearsalLines.ts';

const STORES = ['memory', 'sqlite'];
const CHAOS = ['crash', 'duplicate'];

/** Runs a scenario; on SQLite in a file of its own that goes away afterwards. */
async function play(scenario: Scenario, store: string, options: RehearsalOptions): Promise<Rehearsal> {
  if (store !== 'sqlite') return await rehearse(scenario, options);
  const folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  try {
    return await rehearse(scenario, {
      ...options,
      open: () => openSqliteStore(join(folder, 'rehearsal.db')),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readScenario(file: string, lang: unknown): Scenario {
  const parsed = parseBy<Scenario>(scenarioSchema, readJsonFile(file));
  if (parsed.ok) return parsed.value;
  throw new Misuse(
    [`${file} is no scenario:`, ...problemLines(parsed.problems, terminalLocale(lang))].join('\n'),
  );
}

/** A scenario that expects nothing still fails when a publish in it was refused. */
function hasFailed(scenario: Scenario, { report, differences }: Rehearsal): boolean {
  return scenario.expect ? differences.length > 0 : report.problems.length > 0;
}

function oneOf(value: unknown, name: string, allowed: readonly string[]): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw new Misuse(`--${name} must be one of ${allowed.join(', ')}.`);
}

async function rehearseFile(
  file: string,
  store: string,
  chaos: string | undefined,
  registry: NodeRegistry,
  lang: unknown,
) {
  const scenario = readScenario(file, lang);
  try {
    const rehearsal = await play(scenario, store, { registry, chaos: chaos as RehearsalOptions['chaos'] }); // one of CHAOS
    return { file, title: scenario.title, ok: !hasFailed(scenario, rehearsal), ...rehearsal };
  } catch (error) {
    throw error instanceof ScenarioFault ? new Misuse(`${file}: ${error.message}`) : error;
  }
}

export const command: Command = {
  name: 'rehearse',
  usage: 'FILE…',
  about:
    'Runs scenarios on a virtual clock; 1 when something expected did not happen, or something else did.',
  options: {
    json: { type: 'boolean' },
    store: { type: 'string' },
    chaos: { type: 'string' },
    lang: { type: 'string' },
  },
  optionWords: {
    json: 'everything that happened, for programs; a list when several files are named',
    store: 'memory (default) or sqlite',
    chaos: 'crash: reopen the store after each instant; duplicate: deliver each event twice',
    lang: 'en or zh-CN; the terminal’s language otherwise',
  },
  async run({ files, values }) {
    if (files.length === 0) throw new Misuse('Name at least one scenario.');
    const store = oneOf(values.store, 'store', STORES) ?? 'memory';
    const chaos = oneOf(values.chaos, 'chaos', CHAOS);
    const { registry } = await configuredPlugins();
    const outcomes = [];
    for (const file of files) {
      const outcome = await rehearseFile(file, store, chaos, registry, values.lang);
      outcomes.push(outcome);
      if (values.json !== true) {
        for (const line of rehearsalLines(outcome, terminalLocale(values.lang))) console.log(line);
      }
    }
    if (values.json === true) {
      const shown = outcomes.map(({ report, ...outcome }) => ({ ...outcome, ...report }));
      console.log(JSON.stringify(shown.length === 1 ? shown[0] : shown, null, 2));
    } else if (outcomes.length > 1) {
      console.log(`${outcomes.filter(({ ok }) => ok).length} of ${outcomes.length} as expected`);
    }
    return outcomes.every(({ ok }) => ok) ? EXIT.done : EXIT.refused;
  },
};
