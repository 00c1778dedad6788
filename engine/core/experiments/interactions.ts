import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';
import { SEQUENCE_CONVERSIONS_MIN, SEQUENCE_UNITS_MIN } from '../statistics/confidenceSequence.ts';
import { differenceOf, type Effect, meanOf } from '../statistics/effect.ts';
import { benjaminiHochberg } from '../statistics/multipleTesting.ts';
import { expectedRate, steadyRate } from '../statistics/steadyRates.ts';
import { stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import type { OverlapInput } from './analysisInput.ts';
import { INTERACTION_ALPHA, overlapShare } from './checks/overlapShare.ts';
import type { Frame } from './frame.ts';
import { besideTest, horizonOf } from './horizon.ts';
import { type IntervalTest, intervalOf } from './interval.ts';
import type { Measure } from './metricData.ts';
import { mergeTallies, noTally, type Tally } from './tally.ts';

type Interaction = Analysis['overlaps']['interactions'][number];

/** Converters, and others, that each of the four groups must hold for a single normal test. */
const COUNT_MIN = 5;

interface Square {
  arm: string;
  against: string;
  otherArm: string;
  otherAgainst: string;
}

/** The four groups of a pair of arms here and a pair of arms there; control first. */
interface Groups {
  controlControl: Tally;
  controlTreated: Tally;
  treatedControl: Tally;
  treatedTreated: Tally;
}
const GROUPS = ['controlControl', 'controlTreated', 'treatedControl', 'treatedTreated'] as const;

type Outcomes = NonNullable<OverlapInput['outcomes']>;

function groupsOf(rows: Outcomes, { arm, against, otherArm, otherAgainst }: Square): Groups {
  const tallyOf = (here: string, there: string): Tally =>
    rows
      .filter((row) => row.arm === here && row.otherArm === there)
      .map(({ units, conversions, values }) => ({ units, conversions, values: values ?? noTally.values }))
      .reduce(mergeTallies, noTally);
  return {
    controlControl: tallyOf(against, otherAgainst),
    controlTreated: tallyOf(against, otherArm),
    treatedControl: tallyOf(arm, otherAgainst),
    treatedTreated: tallyOf(arm, otherArm),
  };
}

function strataOf(rows: Outcomes, square: Square): Groups[] {
  const nameOf = ({ epoch, version }: Outcomes[number]) => `${epoch}/${version}`;
  return [...new Set(rows.map(nameOf))].map((stratum) =>
    groupsOf(
      rows.filter((row) => nameOf(row) === stratum),
      square,
    ),
  );
}

const unitsOf = (groups: Groups): number => GROUPS.reduce((sum, group) => sum + groups[group].units, 0);

function isTooFew({ units, conversions }: Tally, measure: Measure, least: number): boolean {
  if (measure === 'value') return units < SEQUENCE_UNITS_MIN;
  return Math.min(conversions, units - conversions) < least;
}

/** Level of one group; undefined where a stratum holds too few of it. */
function levelOf(tally: Tally, total: Tally, measure: Measure): Effect | undefined {
  if (measure === 'conversion') return tally.units === 0 ? undefined : steadyRate(tally, expectedRate(total));
  const mean = meanOf(tally.values);
  return mean.state === 'computed' ? mean : undefined;
}

/**
 * How much larger the effect here is among those the other split treats: (TT − CT) − (TC − CC), variances added, over
 * the strata here. What changed over there meanwhile meets all arms here alike, and cancels.
 */
function interactionOf(frame: Frame, rows: Outcomes, square: Square, measure: Measure): IntervalTest {
  const least = horizonOf(frame) === 'plannedEnd' ? COUNT_MIN : SEQUENCE_CONVERSIONS_MIN;
  const total = groupsOf(rows, square);
  if (GROUPS.some((group) => total[group].units === 0)) return notComputable('no-units');
  if (GROUPS.some((group) => isTooFew(total[group], measure, least))) return notComputable('too-few-units');
  const strata = strataOf(rows, square).flatMap((groups) => {
    const level = (group: (typeof GROUPS)[number]) => levelOf(groups[group], total[group], measure);
    const [cc, ct, tc, tt] = [
      level('controlControl'),
      level('controlTreated'),
      level('treatedControl'),
      level('treatedTreated'),
    ];
    if (!cc || !ct || !tc || !tt) return [];
    return [{ ...differenceOf(differenceOf(cc, tc), differenceOf(ct, tt)), units: unitsOf(groups) }];
  });
  const effect = stratifiedEstimate(strata);
  if (effect.state === 'notComputable') return effect;
  const units = strata.reduce((sum, stratum) => sum + stratum.units, 0);
  const { estimate, standardError } = effect;
  return besideTest(frame, square.arm, { estimate, standardError, units });
}

function squaresOf({ reference, cells }: OverlapInput, frame: Frame): Square[] {
  const { reference: against, others } = frame;
  if (reference === null || against === null) return [];
  const otherArms = [...new Set(cells.map(({ otherArm }) => otherArm))].sort();
  return others.flatMap((arm) =>
    otherArms
      .filter((otherArm) => otherArm !== reference)
      .map((otherArm) => ({ arm, against, otherArm, otherAgainst: reference })),
  );
}

/**
 * Does another split change the effect of this one, of the customers both share? Of the primary metric, mature customers,
 * for every other split with more than one customer in twenty; exploratory.
 * Source: differences in differences of independent groups; Benjamini-Hochberg over all pairs of arms.
 */
export function interactions(frame: Frame): Interaction[] {
  const { input } = frame;
  const measure = input.metrics[0]?.measure;
  if (!measure) return [];
  const drafts = input.overlaps.flatMap((overlap) => {
    const { journeyId, node, outcomes } = overlap;
    if (!outcomes) return [];
    const share = overlapShare(input, overlap);
    return squaresOf(overlap, frame).map((square) => ({
      journey: journeyId,
      node,
      share,
      ...square,
      units: unitsOf(groupsOf(outcomes, square)),
      test: interactionOf(frame, outcomes, square, measure),
    }));
  });
  const adjusted = benjaminiHochberg(
    drafts.map(({ test }) => (test.state === 'computed' ? test.pValue : null)),
  );
  return drafts.map(({ test, ...draft }, index) => {
    const adjustedPValue = adjusted[index] ?? null;
    return {
      ...draft,
      effect: intervalOf(test),
      pValue: test.state === 'computed' ? test.pValue : null,
      adjustedPValue,
      isFlagged: adjustedPValue !== null && adjustedPValue < INTERACTION_ALPHA,
    };
  });
}
