/** Looks at every running experiment by itself, so that lists are fresh and a plan's own rule is carried out. */
import type { Logger } from 'pino';
import { runs } from '../engine/core/customer/world.ts';
import { type AutomaticDeed, automaticDeed } from '../engine/core/experiments/automaticDeed.ts';
import { AUTOMATION } from '../engine/runner/experiments/experimentDesk.ts';
import type { ExperimentPlan } from '../shared/experiment/plan.ts';
import { HOUR_MS } from '../shared/timeUnits.ts';
import type { Backend } from './backend.ts';
import { analyseNow, type ExperimentNow, experimentsOf } from './experiments.ts';

const ROUND_MS = HOUR_MS;
/** A run this young is fresh enough for a list. */
const FRESH_MS = 20 * HOUR_MS;

/** Whether what a plan says happens without a person: then a person's look does not stand in for the round. */
function actsByItself({ automation, guardrails }: ExperimentPlan): boolean {
  return automation !== undefined || guardrails.some(({ onHarm }) => onHarm === 'pause');
}

/**
 * Analyses an experiment, and does what its plan says without a person: harm first.
 * @returns what was done
 */
export async function actByPlan(
  backend: Backend,
  experiment: Pick<ExperimentNow, 'journeyId' | 'node'>,
  mayAct: boolean,
): Promise<'pause' | AutomaticDeed['type'] | null> {
  const by = { asOfMs: backend.now(), actor: AUTOMATION, isLook: false };
  const run = await analyseNow(backend, experiment, by);
  if (!mayAct) return null;
  const harm = await backend.engine.pauseForHarm(run);
  if (harm.length > 0) return 'pause';
  const deed = automaticDeed(run.analysis);
  if (!deed) return null;
  await backend.engine.automate(run, deed);
  return deed.type;
}

export interface ExperimentRounds {
  /** resolves when the round under way is over */
  close(): Promise<void>;
}

/** Errors of one experiment do not keep the others from their turn. */
export function startExperimentRounds(backend: Backend, log: Logger): ExperimentRounds {
  let isClosed = false;
  const lookedAtMs = new Map<string, number>();
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
    for (const [id, journey] of backend.catalog.journeys) {
      if (!runs(journey)) continue;
      for (const experiment of experimentsOf(backend, id)) {
        const key = `${id}/${experiment.node}`;
        const lastMs = (actsByItself(experiment.plan) ? lookedAtMs : ranAtMs).get(key) ?? 0;
        if (isClosed || backend.now() - lastMs < FRESH_MS) continue;
        lookedAtMs.set(key, backend.now());
        try {
          await lookAt(experiment, journey.life === 'live');
        } catch (error) {
          log.error({ journey: id, node: experiment.node, error: String(error) }, 'analysis failed');
        }
      }
    }
  }

  async function lookAt(experiment: ExperimentNow, mayAct: boolean): Promise<void> {
    const deed = await actByPlan(backend, experiment, mayAct);
    if (deed === null) return;
    const { journeyId: journey, node } = experiment;
    log.info({ journey, node, deed }, 'experiment changed by its plan');
  }

  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await round;
    },
  };
}
