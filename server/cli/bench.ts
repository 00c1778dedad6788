import { cpus, loadavg } from 'node:os';
import { type BenchResult, benchText, figuresOf, growthOf } from '../bench/benchReport.ts';
import { measureInThread } from '../bench/measureInThread.ts';
import { measureRehearsal } from '../bench/measureRehearsal.ts';
import type { Round } from '../bench/measureSize.ts';
import { type Command, EXIT, Misuse } from './command.ts';

const SIZES_DEFAULT = '10000,40000,160000';
/** Customers measured per size: small sizes are repeated until they add up to it. */
const CUSTOMERS_PER_SIZE = 100_000;
const ROUNDS_MAX = 5;
const REHEARSAL_GOAL_S = 5;

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map((part) => Number(part.replaceAll('_', '')));
  if (sizes.some((size) => !Number.isInteger(size) || size < 1000)) {
    throw new Misuse(`--sizes ${text}: whole numbers from 1000 on, separated by commas`);
  }
  return sizes;
}

/** How fast the engine is here, beside what the disk allows. */
async function measure(sizes: readonly number[]): Promise<BenchResult> {
  const processor = cpus();
  const machine: BenchResult['machine'] = {
    cpu: processor[0]?.model ?? 'unknown processor',
    cores: processor.length,
    load: loadavg()[0] ?? 0,
    node: process.version,
  };
  const figures: BenchResult['figures'] = [];
  for (const size of sizes) {
    const roundCount = Math.min(ROUNDS_MAX, Math.ceil(CUSTOMERS_PER_SIZE / size));
    const rounds: Round[] = [];
    while (rounds.length < roundCount) {
      process.stderr.write(`${size} customers, round ${rounds.length + 1} of ${roundCount}\n`);
      rounds.push(await measureInThread(size));
    }
    figures.push(...figuresOf(size, rounds));
  }
  const rehearsal = { ...(await measureRehearsal()), goalSeconds: REHEARSAL_GOAL_S };
  return { machine, figures, growth: growthOf(figures), rehearsal };
}

export const command: Command = {
  name: 'bench',
  usage: '',
  about: 'Measures enrolments and timers on this machine, each beside the floor its disk allows.',
  options: {
    sizes: { type: 'string', default: SIZES_DEFAULT },
    json: { type: 'boolean', default: false },
  },
  optionWords: { sizes: 'numbers of customers, separated by commas', json: 'figures for programs' },
  async run({ values }) {
    const result = await measure(sizesOf(String(values.sizes)));
    process.stdout.write(`${values.json === true ? JSON.stringify(result, null, 2) : benchText(result)}\n`);
    return EXIT.done;
  },
};
