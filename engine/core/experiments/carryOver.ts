import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';
import { chiSquareIndependence } from '../statistics/chiSquareIndependence.ts';
import { stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import type { AnalysisInput, ExposedCell } from './analysisInput.ts';
import { exposedUnits } from './checks/maturity.ts';
import { INTERACTION_ALPHA } from './checks/overlapShare.ts';
import type { Frame } from './frame.ts';
import { isPartTooFew, partsDiffer, partTest } from './horizon.ts';
import { intervalOf } from './interval.ts';
import { pairUp, stratumEffects } from './pairing.ts';
import { noTally, strataOf } from './tally.ts';

type CarryOver = Analysis['overlaps']['carryOver'];
type Carried = AnalysisInput['carryOver']['cells'][number];

const isWithin30 = ({ recency }: Carried): boolean => recency === 'within30';

function carriedUnits(cells: readonly Carried[], arm: string, epoch?: number): number {
  return cells.reduce(
    (sum, cell) => sum + (cell.arm === arm && (epoch === undefined || cell.epoch === epoch) ? cell.units : 0),
    0,
  );
}

/** Were as many customers of every arm treated before? Within epochs, because a change of shares is no imbalance. */
function balanceOf({ exposed, arms }: AnalysisInput, carried: readonly Carried[]): number | null {
  const unitsIn = (cells: readonly ExposedCell[], arm: string, epoch: number): number =>
    cells.reduce((sum, cell) => sum + (cell.arm === arm && cell.epoch === epoch ? cell.units : 0), 0);
  const epochs = [...new Set(exposed.map(({ epoch }) => epoch))];
  const test = chiSquareIndependence(
    epochs.map((epoch) =>
      arms.map(({ id }) => {
        const treated = carriedUnits(carried, id, epoch);
        return [treated, Math.max(0, unitsIn(exposed, id, epoch) - treated)];
      }),
    ),
  );
  return test.state === 'computed' ? test.pValue : null;
}

function effectOf(frame: Frame, arm: string): CarryOver['effects'][number] {
  const { input, reference, others } = frame;
  const measure = input.metrics[0]?.measure ?? 'conversion';
  const rows = input.carryOver.outcomes ?? [];
  const pairs = [true, false].map((isFresh) => {
    const strata = strataOf(
      rows
        .filter((row) => row.isFresh === isFresh)
        .map(({ units, conversions, values, ...place }) => ({
          ...place,
          tally: { units, conversions, values: values ?? noTally.values },
        })),
    );
    return pairUp(strata, measure, reference ?? '', arm);
  });
  const [fresh, carried] = pairs.map((paired) =>
    isPartTooFew(frame, paired)
      ? notComputable('too-few-units')
      : intervalOf(partTest(frame, paired, arm, 'mature')),
  );
  const effects = pairs.flatMap((paired) => {
    if (isPartTooFew(frame, paired)) return [];
    const effect = stratifiedEstimate(stratumEffects(paired));
    return effect.state === 'computed' ? [{ ...effect, units: paired.units }] : [];
  });
  const test = partsDiffer(frame, arm, effects);
  const pValue = test && Math.min(1, test.pValue * others.length);
  return {
    arm,
    fresh: fresh ?? notComputable('no-units'),
    carried: carried ?? notComputable('no-units'),
    pValue,
    isFlagged: pValue !== null && pValue < INTERACTION_ALPHA,
  };
}

/**
 * Who had been treated by another journey shortly before: whether that is spread evenly over the arms, and whether the
 * effect is another one for them. Treatments outside splits and holdouts are no exposures and not known here.
 */
export function carryOver(frame: Frame): CarryOver {
  const { input, others } = frame;
  const { cells, outcomes } = input.carryOver;
  const recent = cells.filter(isWithin30);
  return {
    arms: input.arms.map(({ id }) => ({
      arm: id,
      units: exposedUnits(input, id),
      within30: carriedUnits(recent, id),
      within60: carriedUnits(cells, id),
    })),
    within30PValue: balanceOf(input, recent),
    within60PValue: balanceOf(input, cells),
    effects: outcomes && input.metrics.length > 0 ? others.map((arm) => effectOf(frame, arm)) : [],
  };
}
