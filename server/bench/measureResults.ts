import { join } from 'node:path';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import { openReaders } from '../readers/openReaders.ts';
import { msOf } from './benchEngine.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';
import { AS_OF_MS, type Experiment, versionOf, writeExperiment } from './resultsFile.ts';
import { grouped, ms, type Section } from './section.ts';

const COUNT = 200_000;
const COUNT_LONG = 1_000_000;
const ROUNDS = 3;
const GOAL_MS = 2_000;

interface Round {
  wallMs: number;
  /** of all threads */
  cpuMs: number;
}

/** Analyses an experiment of so many customers some times over, in reader threads. */
function measured(experiment: Experiment, count: number): Promise<{ exposed: number; rounds: Round[] }> {
  return inTemporaryFolder(async (folder) => {
    const databaseFile = join(folder, DATABASE_NAME);
    await writeExperiment(databaseFile, count, experiment);
    const readers = openReaders({ databaseFile, plugins: [] }, 2, builtInRegistry);
    const task = {
      versions: [versionOf(experiment)],
      node: 'ab',
      workspaceZone: 'UTC',
      asOfMs: AS_OF_MS,
      knownSplits: [],
    };
    try {
      const rounds: Round[] = [];
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
      return { exposed, rounds };
    } finally {
      await readers.close();
    }
  });
}

/** How long an experiment's analysis takes from the exposures to the page's figures. */
export async function measureResults(isLong: boolean): Promise<Section> {
  const count = isLong ? COUNT_LONG : COUNT;
  const bare = await measured('bare', count);
  const full = await measured('full', count);
  const best = (rounds: readonly Round[], of: keyof Round) =>
    (Math.min(...rounds.map((round) => round[of])) * COUNT_LONG) / count;
  const row = (title: string, { rounds }: typeof bare) => [
    title,
    ms(best(rounds, 'wallMs')),
    `≤ ${ms(GOAL_MS)}`,
    ms(best(rounds, 'cpuMs')),
  ];
  return {
    about: `${grouped(full.exposed)} customers exposed, with two to six events each; scaled to a million, the best of ${ROUNDS}.`,
    tables: [
      [
        ['result of a million', 'measured', 'goal', 'processor time of all threads'],
        row('3 goals', bare),
        row('and a segment, a covariate, messages with receipts', full),
      ],
    ],
    data: { count, bare, full },
  };
}
