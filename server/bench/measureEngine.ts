import { engineSection, type FigureResult, figuresOf, growthOf } from './engineFigures.ts';
import { roundInThread } from './inThread.ts';
import type { Round } from './measureSize.ts';
import type { Section } from './section.ts';

/** Customers measured per size: small sizes are repeated until they add up to it. */
const CUSTOMERS_PER_SIZE = 100_000;
const ROUNDS_MAX = 5;

/** How fast the engine is here, beside what the disk allows. */
export async function measureEngine(sizes: readonly number[]): Promise<Section> {
  const figures: FigureResult[] = [];
  for (const size of sizes) {
    const roundCount = Math.min(ROUNDS_MAX, Math.ceil(CUSTOMERS_PER_SIZE / size));
    const rounds: Round[] = [];
    while (rounds.length < roundCount) {
      process.stderr.write(`${size} customers, round ${rounds.length + 1} of ${roundCount}\n`);
      rounds.push(await roundInThread(size));
    }
    figures.push(...figuresOf(size, rounds));
  }
  return engineSection(figures, growthOf(figures));
}
