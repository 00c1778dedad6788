import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { notComputable } from '../../../shared/statistic.ts';
import { alwaysValidQ } from '../statistics/alwaysValidQ.ts';
import { cochranQ } from '../statistics/cochranQ.ts';
import { type AlwaysValid, confidenceSequence, type SequencePlan } from '../statistics/confidenceSequence.ts';
import { type Effect, type EffectResult, normalTest } from '../statistics/effect.ts';
import type { MetricInput } from './analysisInput.ts';
import { fixedTest } from './fixedTest.ts';
import type { Frame } from './frame.ts';
import { type IntervalTest, withPValue } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { alwaysValidOf, isTooFew, missingForSequence, type Paired } from './pairing.ts';
import { isPlanComplete } from './planEnd.ts';

/**
 * What the intervals beside the primary one hold for: the plan's last look while no customer matured after it, else
 * every look. Those figures know no day of exposure, so that a fixed test would go on with everybody who came later.
 */
export function horizonOf(frame: Frame): Analysis['horizon'] {
  const untilDay = frame.looks.at(-1)?.untilDay;
  if (untilDay === undefined || !isPlanComplete(frame)) return 'everyLook';
  const cells = frame.input.metrics[0]?.cells ?? [];
  return cells.some(({ day, matureUnits }) => day > untilDay && matureUnits > 0) ? 'everyLook' : 'plannedEnd';
}

/**
 * The same for curves over time, which use customers before their window is over: at the end only once nobody's window
 * runs, or the one test would be taken again on every day of it.
 */
export function curveHorizonOf(
  frame: Frame,
  { windowMs }: Pick<MetricInput, 'windowMs'>,
): Analysis['horizon'] {
  const { lastExposedAtMs, asOfMs } = frame.input;
  const isOver = lastExposedAtMs !== null && lastExposedAtMs + windowMs <= asOfMs;
  return isOver ? horizonOf(frame) : 'everyLook';
}

/** The primary metric's own sequence: level and N*. */
export function sequencePlanOf({ familyAlpha, plannedUnits }: Frame, arm: string): SequencePlan {
  return { alpha: familyAlpha, plannedUnits: plannedUnits.get(arm) ?? 1 };
}

/** Level of a fixed test at the end of the plan: what earlier looks have left of it. */
export function levelAtEnd({ familyAlpha, thresholds }: Frame): number {
  return thresholds(familyAlpha).at(-1) ?? familyAlpha;
}

/** The sequence of another estimator of a pair's difference. Edge: `too-early` as for the difference itself. */
export function sequenceOf(frame: Frame, paired: Paired, arm: string, effect: EffectResult): AlwaysValid {
  if (paired.pairs.length === 0) return notComputable('no-units');
  if (missingForSequence(paired) > 0) return notComputable('too-early');
  if (effect.state === 'notComputable') return effect;
  return confidenceSequence(effect, paired.units, sequencePlanOf(frame, arm));
}

/** Difference, interval and p-value of a part of the primary metric's customers, valid for the horizon. */
export function partTest(
  frame: Frame,
  paired: Paired,
  arm: string,
  basis: MetricData['basis'],
): IntervalTest {
  if (horizonOf(frame) === 'plannedEnd') return fixedTest(paired, levelAtEnd(frame)).test;
  if (basis === 'soFar') return notComputable('too-early');
  const sequence = alwaysValidOf(paired, sequencePlanOf(frame, arm));
  return withPValue(sequence, sequence);
}

/** Whether a part of the customers is too few for the horizon's tests: a sequence starts later than one look may. */
export function isPartTooFew(frame: Frame, paired: Paired): boolean {
  if (paired.pairs.length === 0) return true;
  return horizonOf(frame) === 'plannedEnd' ? isTooFew(paired) : missingForSequence(paired) > 0;
}

/** Interval and p-value of an effect that is neither the primary one nor a part of it, valid for the horizon. */
export function besideTest(
  frame: Frame,
  arm: string,
  { units, ...effect }: Effect & { units: number },
  horizon: Analysis['horizon'] = horizonOf(frame),
): IntervalTest {
  if (horizon === 'plannedEnd') {
    const test = normalTest(effect, frame.alpha);
    return withPValue(test, test);
  }
  const plan = { ...sequencePlanOf(frame, arm), alpha: frame.alpha };
  const sequence = confidenceSequence(effect, units, plan);
  return withPValue(sequence, sequence);
}

/** Do the effects of parts differ by more than chance, valid for the horizon; null with fewer than two. */
export function partsDiffer(
  frame: Frame,
  arm: string,
  parts: readonly (Effect & { units: number })[],
): { q: number; pValue: number } | null {
  const test = cochranQ(parts);
  if (test.state === 'notComputable') return null;
  const { q, degreesOfFreedom, pValue } = test;
  if (horizonOf(frame) === 'plannedEnd') return { q, pValue };
  const units = parts.reduce((sum, part) => sum + part.units, 0);
  return { q, pValue: alwaysValidQ(q, degreesOfFreedom, units, sequencePlanOf(frame, arm)) };
}
