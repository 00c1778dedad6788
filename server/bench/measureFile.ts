import { openForReading } from '../../engine/stores/sqlite/openFile.ts';
import { msOf, openBenchEngine } from './benchEngine.ts';
import { benchAudience, ENTRY_AT_MS, waitingJourney } from './benchPopulation.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';
import { grouped, megabytes, ms, type Section } from './section.ts';

const COUNT = 200_000;
const COUNT_LONG = 1_000_000;
const MILLION = 1_000_000;
const GOAL_BYTES = 300e6;
const COUNT_GOAL_MS = 1_000;
const DELAY_S = 3 * 86_400;

interface TableSize {
  name: string;
  bytes: number;
}

/** Bytes of every table and index, the largest first. */
function sizesOf(file: string): TableSize[] {
  const reading = openForReading(file);
  try {
    const sizes = reading.db
      .prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC')
      .all();
    return sizes as TableSize[]; // columns of the statement
  } finally {
    reading.close();
  }
}

const bytesOf = (sizes: readonly TableSize[]) => sizes.reduce((sum, { bytes }) => sum + bytes, 0);

/** What customers who wait in a journey add to the file, and how fast an audience is counted in it. */
export function measureFile(isLong: boolean): Promise<Section> {
  const count = isLong ? COUNT_LONG : COUNT;
  const perMillion = MILLION / count;
  return inTemporaryFolder(async (folder) => {
    const setup = { folder, workspace: {}, customerCount: count };
    const { stores, file, publish, settleAt, close } = await openBenchEngine(setup);
    try {
      await publish(waitingJourney(DELAY_S));
      const before = new Map(sizesOf(file).map(({ name, bytes }) => [name, bytes]));
      await settleAt(ENTRY_AT_MS);
      const after = sizesOf(file);
      const grown = after
        .map(({ name, bytes }) => ({ name, bytes: (bytes - (before.get(name) ?? 0)) * perMillion }))
        .filter(({ bytes }) => bytes > MILLION);
      const activeBytes = bytesOf(grown.filter(({ name }) => /^(enrollment|trace)/.test(name)));
      const wholeBytes = bytesOf(after) * perMillion;
      const countMs =
        (await msOf(() => stores.reports.populationCount(benchAudience(count / 2)))) * perMillion;
      return {
        about: `${grouped(count)} customers stand in a wait behind trigger, audience and split; scaled to a million.`,
        tables: [
          [
            ['a million', 'measured', 'goal'],
            [
              'active enrollments: state, trace, indexes',
              megabytes(activeBytes),
              `≤ ${megabytes(GOAL_BYTES)}`,
            ],
            ...grown.map(({ name, bytes }) => [`  ${name}`, megabytes(bytes), '']),
            ['the whole file, with their profiles', megabytes(wholeBytes), ''],
            ['profiles counted for an audience', ms(countMs), `≤ ${ms(COUNT_GOAL_MS)}`],
          ],
        ],
        data: { count, activeBytes, wholeBytes, tables: grown, countMs },
      };
    } finally {
      close();
    }
  });
}
