import { join } from 'node:path';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import { openReaders } from '../readers/openReaders.ts';
import { msOf } from './benchEngine.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';
import { AS_OF_MS, experimentVersion, writeExperiment } from './resultsFile.ts';
import { grouped, ms, type Section } from './section.ts';

const COUNT = 200_000;
const COUNT_LONG = 1_000_000;
const ROUNDS = 3;
const GOAL_MS = 2_000;

/** How long an experiment's analysis takes from the exposures to the page's figures, in reader threads. */
export function measureResults(isLong: boolean): Promise<Section> {
  const count = isLong ? COUNT_LONG : COUNT;
  const perMillion = COUNT_LONG / count;
  return inTemporaryFolder(async (folder) => {
    const databaseFile = join(folder, DATABASE_NAME);
    await writeExperiment(databaseFile, count);
    const readers = openReaders({ databaseFile, plugins: [] }, 2, builtInRegistry);
    const task = {
      versions: [experimentVersion],
      node: 'ab',
      workspaceZone: 'UTC',
      asOfMs: AS_OF_MS,
      knownSplits: [],
    };
    try {
      const rounds: { wallMs: number; cpuMs: number }[] = [];
      let exposed = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const before = process.cpuUsage();
        const wallMs = await msOf(async () => {
          const analysed = await readers.deepReads.analysis(task);
          exposed = analysed?.analysis.arms.reduce((sum, arm) => sum + arm.exposed, 0) ?? 0;
        });
        const { user, system } = process.cpuUsage(before);
        rounds.push({ wallMs, cpuMs: (user + system) / 1_000 });
      }
      const bestMs = Math.min(...rounds.map(({ wallMs }) => wallMs)) * perMillion;
      const cpuMs = Math.min(...rounds.map((round) => round.cpuMs)) * perMillion;
      return {
        about: `${grouped(exposed)} customers exposed, 3 goals, a segment, a covariate, messages with receipts; scaled to a million, the best of ${ROUNDS}.`,
        tables: [
          [
            ['result of a million', 'measured', 'goal'],
            ['collect and analyse', ms(bestMs), `≤ ${ms(GOAL_MS)}`],
            ['processor time of all threads', ms(cpuMs), ''],
          ],
        ],
        data: { count, exposed, rounds, bestMs, cpuMs },
      };
    } finally {
      await readers.close();
    }
  });
}
