import { profileInThread } from './inThread.ts';
import type { Share } from './profilePhases.ts';
import { grouped, type Section } from './section.ts';

const CUSTOMER_COUNT = 40_000;

const rows = (shares: readonly Share[]) =>
  shares.map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]);

/** What a profiler says the engine's time goes to. */
export async function measureProfile(): Promise<Section> {
  const phases = await profileInThread(CUSTOMER_COUNT);
  return {
    about: `Where the engine's time goes, of ${grouped(CUSTOMER_COUNT)} customers, sampled. A function of ours counts with what it calls outside our code.`,
    tables: phases.flatMap(({ phase, microsecondsEach, owners, ours }) => [
      [[`${phase}: ${microsecondsEach.toFixed(1)} µs a customer, by whose code runs`, ''], ...rows(owners)],
      [[`${phase}: our functions`, ''], ...rows(ours)],
    ]),
    data: phases,
  };
}
