import { analyse } from '../../../engine/core/experiments/analyse.ts';
import type { Engine } from '../../../engine/index.ts';
import { experimentInput } from './experimentInput.ts';

/** Who decides by the run, and who agreed. */
export const agreed = {
  journeyId: 'offer',
  node: 'ab',
  decidedBy: 'ana',
  approvedBy: 'bo',
  reason: 'agreed',
};

/** A run whose rule lets A be rolled out. */
export async function keptRun(engine: Engine) {
  const groups = Array.from({ length: 15 }, (_, day) => [
    { arm: 'A', day, units: 1_000, conversions: 80 },
    { arm: 'B', day, units: 1_000, conversions: 50 },
  ]).flat();
  const input = {
    ...experimentInput(groups, { plan: { plannedCustomers: 30_000 } }),
    journey: { id: 'offer', name: 'offer' },
    node: 'ab',
    salt: 'fixed',
    arms: [
      { id: 'A', name: 'A', control: false, sharePercent: 50, isRemoved: false, removal: null },
      { id: 'B', name: 'B', control: true, sharePercent: 50, isRemoved: false, removal: null },
    ],
  };
  return engine.experiments.keep(
    { input, analysis: analyse(input), codeVersion: '1' },
    { actor: 'ana', isLook: true },
  );
}
