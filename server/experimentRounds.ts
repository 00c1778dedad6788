/** Looks at every running experiment by itself, so that lists are fresh and a plan's own rule is carried out. */
import type { Logger } from 'pino';
import { automaticDeed } from '../engine/core/experiments/automaticDeed.ts';
import { AUTOMATION } from '../engine/runner/experiments/experimentDesk.ts';
import type { Backend } from './backend.ts';
import { analyseNow, type ExperimentNow, experimentsOf } from './experiments.ts';

const ROUND_MS = 3_600_000;
/** A run this young is fresh enough for a list. */
const FRESH_MS = 20 * 3_600_000;

export interface ExperimentRounds {
  /** resolves when the round under way is over */
  close(): Promise<void>;
}

/** Errors of one experiment do not keep the others from their turn. */
export function startExperimentRounds(backend: Backend, log: Logger): ExperimentRounds {
  let isClosed = false;
  const begin = () =>
    goRound().catch((error) => log.error({ error: String(error) }, 'no round of experiments'));
  let round = begin();
  const timer = setInterval(() => {
    round = round.then(begin);
  }, ROUND_MS);
  timer.unref();

  async function goRound(): Promise<void> {
    const ranAtMs = new Map(
      (await backend.reports.lastRuns()).map((run) => [`${run.journeyId}/${run.node}`, run.createdAtMs]),
    );
    for (const [id, { life }] of backend.catalog.journeys) {
      if (life !== 'live' && life !== 'closed') continue;
      for (const experiment of experimentsOf(backend, id)) {
        const lastMs = ranAtMs.get(`${id}/${experiment.node}`) ?? 0;
        if (isClosed || backend.now() - lastMs < FRESH_MS) continue;
        try {
          await lookAt(experiment, life === 'live');
        } catch (error) {
          log.error({ journey: id, node: experiment.node, error: String(error) }, 'analysis failed');
        }
      }
    }
  }

  async function lookAt(experiment: ExperimentNow, maySharesMove: boolean): Promise<void> {
    const by = { asOfMs: backend.now(), actor: AUTOMATION, isLook: false };
    const run = await analyseNow(backend, experiment, by);
    const deed = automaticDeed(run.analysis);
    if (!deed || !maySharesMove) return;
    await backend.engine.automate(run, deed);
    log.info({ journey: run.journeyId, node: run.node, deed: deed.type }, 'experiment changed by its plan');
  }

  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await round;
    },
  };
}
