import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { noMoments, noPairMoments } from '../statistics/moments.ts';
import { benjaminiHochberg } from '../statistics/multipleTesting.ts';
import { shrunkenEffects } from '../statistics/shrunkenEffects.ts';
import { stratifiedEstimate } from '../statistics/stratifiedEstimate.ts';
import type { AnalysisInput } from './analysisInput.ts';
import type { Frame } from './frame.ts';
import { isPartTooFew, partsDiffer, partTest } from './horizon.ts';
import { type IntervalTest, intervalOf } from './interval.ts';
import { type Paired, pairUp, stratumEffects } from './pairing.ts';
import { armTotal, countsOf, type Stratum, strataOf, type Tally } from './tally.ts';

type Segment = Analysis['segments'][number];
type SegmentInput = AnalysisInput['segments'][number];

interface ValueDraft {
  value: string | null;
  strata: readonly Stratum[];
  tests: { arm: string; paired: Paired; test: IntervalTest }[];
}

function tallyOf(cell: SegmentInput['cells'][number]): Tally {
  const { matureUnits: units, matureConversions: conversions, values, households } = cell;
  const tally: Tally = { units, conversions, values: values ?? noMoments };
  if (!households) return tally;
  return {
    ...tally,
    households: { conversions: households.conversions, values: households.values ?? noPairMoments },
  };
}

/** Per customer; null where nothing is summed up. */
function meanOf({ values, households }: Tally): number | null {
  if (!households) return values.units === 0 ? null : values.mean;
  const { units, meanY, meanX } = households.values;
  return units === 0 ? null : meanY / meanX;
}

function draftsOf({ cells }: SegmentInput, frame: Frame): ValueDraft[] {
  const { input, reference, others } = frame;
  const measure = input.metrics[0]?.measure ?? 'conversion';
  const values = [...new Set(cells.map(({ value }) => value))];
  return values.map((value) => {
    const strata = strataOf(
      cells
        .filter((cell) => cell.value === value)
        .map((cell) => ({
          arm: cell.arm,
          epoch: cell.epoch,
          version: cell.version,
          tally: tallyOf(cell),
        })),
    );
    const tests = others.map((arm) => {
      const paired = pairUp(strata, measure, reference ?? '', arm);
      return { arm, paired, test: partTest(frame, paired, arm, 'mature') };
    });
    return { value, strata, tests };
  });
}

/** Effects of an arm within the values that hold enough. */
function effectsOf(frame: Frame, drafts: readonly ValueDraft[], arm: string) {
  return drafts.flatMap(({ value, tests }) => {
    const paired = tests.find((test) => test.arm === arm)?.paired;
    if (!paired || isPartTooFew(frame, paired)) return [];
    const effect = stratifiedEstimate(stratumEffects(paired));
    return effect.state === 'computed' ? [{ ...effect, value, units: paired.units }] : [];
  });
}

/** The effect of an arm within each value, drawn towards that of all of them. */
function shrunkenOf(frame: Frame, drafts: readonly ValueDraft[], arm: string): Map<string | null, number> {
  const effects = effectsOf(frame, drafts, arm);
  const shrunken = shrunkenEffects(effects) ?? [];
  return new Map(
    shrunken.flatMap((effect, index): [string | null, number][] => {
      const of = effects[index];
      return of ? [[of.value, effect]] : [];
    }),
  );
}

/** Cochran's Q over the values of an attribute, of the arm whose effects differ most (Bonferroni over the arms). */
function heterogeneityOf(frame: Frame, drafts: readonly ValueDraft[]): { q: number; pValue: number } | null {
  let worst: { q: number; pValue: number } | null = null;
  for (const arm of frame.others) {
    const test = partsDiffer(frame, arm, effectsOf(frame, drafts, arm));
    if (!test) continue;
    const pValue = Math.min(1, test.pValue * frame.others.length);
    if (!worst || pValue < worst.pValue) worst = { q: test.q, pValue };
  }
  return worst;
}

/** The primary metric by the attributes named in the plan: first whether they differ at all. */
export function segments(frame: Frame): Segment[] {
  const { input, others, alpha } = frame;
  const drafted = input.segments.map((segment) => ({
    attribute: segment.attribute,
    drafts: draftsOf(segment, frame),
  }));
  const tests = drafted.map(({ drafts }) => heterogeneityOf(frame, drafts));
  const adjustedQ = benjaminiHochberg(tests.map((test) => test?.pValue ?? null));
  const adjusted = benjaminiHochberg(
    drafted.flatMap(({ drafts }) =>
      drafts.flatMap((draft) =>
        draft.tests.map(({ test }) => (test.state === 'computed' ? test.pValue : null)),
      ),
    ),
  );
  let position = 0;
  return drafted.map(({ attribute, drafts }, index) => {
    const test = tests[index];
    const adjustedPValue = adjustedQ[index] ?? null;
    const shrunken = new Map(others.map((arm) => [arm, shrunkenOf(frame, drafts, arm)]));
    return {
      attribute,
      heterogeneity: test && adjustedPValue !== null ? { ...test, adjustedPValue } : null,
      differ: adjustedPValue !== null && adjustedPValue <= alpha,
      values: drafts.map(({ value, strata, tests: ofValue }) => ({
        value,
        arms: input.arms.map(({ id }) => {
          const tally = armTotal(strata, id);
          return { arm: id, ...countsOf(tally), mean: meanOf(tally) };
        }),
        comparisons: ofValue.map(({ arm, test: one }) => ({
          arm,
          difference: intervalOf(one),
          shrunken: shrunken.get(arm)?.get(value) ?? null,
          adjustedPValue: adjusted[position++] ?? null,
        })),
      })),
    };
  });
}
