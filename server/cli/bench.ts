import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type BenchResult, benchText, figuresOf, growthOf } from '../bench/benchReport.ts';
import { measureRehearsal } from '../bench/measureRehearsal.ts';
import { measureSize, type Round } from '../bench/measureSize.ts';

const SIZES_DEFAULT = '10000,40000,160000';
/** Customers measured per size: small sizes are repeated until they add up to it. */
const CUSTOMERS_PER_SIZE = 100_000;
const ROUNDS_MAX = 5;
const REHEARSAL_GOAL_S = 5;

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map((part) => Number(part.replaceAll('_', '')));
  if (sizes.some((size) => !Number.isInteger(size) || size < 1000)) {
    throw new Error(`--sizes ${text}: whole numbers from 1000 on, separated by commas`);
  }
  return sizes;
}

/** `throughline bench [--sizes 10000,40000] [--json]`: how fast the engine is here, beside what the disk allows. */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { sizes: { type: 'string', default: SIZES_DEFAULT }, json: { type: 'boolean', default: false } },
  });
  const processor = cpus();
  const machine: BenchResult['machine'] = {
    cpu: processor[0]?.model ?? 'unknown processor',
    cores: processor.length,
    load: loadavg()[0] ?? 0,
    node: process.version,
  };
  const figures: BenchResult['figures'] = [];
  for (const size of sizesOf(values.sizes)) {
    const roundCount = Math.min(ROUNDS_MAX, Math.ceil(CUSTOMERS_PER_SIZE / size));
    const rounds: Round[] = [];
    while (rounds.length < roundCount) {
      process.stderr.write(`${size} customers, round ${rounds.length + 1} of ${roundCount}\n`);
      rounds.push(await measureSize(size));
    }
    figures.push(...figuresOf(size, rounds));
  }
  const rehearsal = { ...(await measureRehearsal()), goalSeconds: REHEARSAL_GOAL_S };
  const result: BenchResult = { machine, figures, growth: growthOf(figures), rehearsal };
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : benchText(result)}\n`);
}
