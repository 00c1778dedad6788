import type { Look } from '../../core/experiments/experimentRecords.ts';
import type { ExperimentLog } from '../experimentLog.ts';
import { note, putJourney, type Writer } from './putJourney.ts';
import { analysisRun, decision, look } from './schema/experiments.ts';

/** @param write  one transaction */
export function createExperimentLog(write: (deeds: (tx: Writer) => void) => void): ExperimentLog {
  const putLook = (tx: Writer, row: Look | null) => {
    if (row) tx.insert(look).values(row).run();
  };
  return {
    saveRun: async ({ input, analysis, ...head }, seen) =>
      write((tx) => {
        const { id, journeyId, node } = head;
        const values = {
          id,
          journeyId,
          node,
          head: JSON.stringify(head),
          input: JSON.stringify(input),
          analysis: JSON.stringify(analysis),
        };
        tx.insert(analysisRun).values(values).onConflictDoNothing({ target: analysisRun.id }).run();
        putLook(tx, seen);
      }),
    saveLook: async (seen) => write((tx) => putLook(tx, seen)),
    saveDecision: async (made, carriedOut, line) =>
      write((tx) => {
        const { journeyId, node } = made;
        tx.insert(decision)
          .values({ journeyId, node, decision: JSON.stringify(made) })
          .run();
        if (carriedOut) putJourney(tx, carriedOut.journey, carriedOut.version);
        note(tx, line);
      }),
  };
}
