/** What a split taught about one goal; numbers only, from one row per exposed customer. */
import type { Goal } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Arm } from '../../../shared/nodes/definition.ts';
import { matchesWhere } from '../evaluate.ts';
import { type ExactTest, fisherExact, hasSmallCells } from '../statistics/fisherExact.ts';
import {
  miettinenNurminenDifference,
  type RateDifferenceTest,
} from '../statistics/miettinenNurminenDifference.ts';
import { chiSquareUpperTail } from '../statistics/special/chiSquare.ts';
import { SRM_ALPHA, srmChiSquare } from '../statistics/srmChiSquare.ts';
import { type RateInterval, wilson } from '../statistics/wilson.ts';
import { addDuration } from '../time/duration.ts';

/** A customer who reached the split: first exposure, and what followed. */
export interface ExposedUnit {
  arm: string;
  /** allocation epoch of the first exposure */
  epoch: number;
  exposedAtMs: number;
  /** false when the customer was seen in more than one arm */
  consistent: boolean;
  /** occurrences of the goal's event, oldest first */
  events: readonly { occurredAtMs: number; properties: JsonObject }[];
}

export interface SplitQuestion {
  arms: readonly Arm[];
  /** share of each arm, in percent, per allocation epoch */
  sharesByEpoch: ReadonlyMap<number, ReadonlyMap<string, number>>;
  goal: Goal;
  units: readonly ExposedUnit[];
  zone: string;
  asOfMs: number;
}

export interface ArmResult {
  id: string;
  name: string;
  control: boolean;
  share: number;
  exposed: number;
  /** those whose attribution window is over */
  mature: number;
  /** conversions of everybody exposed, windows over or not */
  convertedSoFar: number;
  /** conversions of those the figures rest on; see `Basis` */
  converted: number;
  rate: RateInterval;
}

export interface Comparison {
  arm: string;
  against: string;
  test: RateDifferenceTest;
  /** given besides when a cell is so small that the score test's approximation is doubtful */
  exact: ExactTest | null;
}

export type SampleRatio =
  | { state: 'tooFew' }
  | {
      state: 'ok' | 'mismatch';
      pValue: number;
      expected: { arm: string; units: number }[];
      strayUnits: number;
    };

/**
 * What rates and comparisons rest on: the mature units, or, while nobody is mature, everybody so far.
 * Early figures move with the newest arm mix, and readers are told so.
 */
export type Basis = 'mature' | 'soFar';

export interface SplitResult {
  basis: Basis;
  sampleRatio: SampleRatio;
  arms: ArmResult[];
  comparisons: Comparison[];
  /** seen in more than one arm: excluded, and counted here */
  inconsistentCount: number;
  firstExposedAtMs: number | null;
  lastExposedAtMs: number | null;
}

/** Units a sample-ratio check needs before it can say anything. */
const SAMPLE_RATIO_UNITS_MIN = 20;

function isMature(unit: ExposedUnit, { goal, zone, asOfMs }: SplitQuestion): boolean {
  return addDuration(unit.exposedAtMs, goal.within, zone) <= asOfMs;
}

/** Once per customer, from the exposure (included) to the end of the window (excluded). */
function isConverted(unit: ExposedUnit, { goal, zone, asOfMs }: SplitQuestion): boolean {
  const untilMs = addDuration(unit.exposedAtMs, goal.within, zone);
  return unit.events.some(
    (event) =>
      event.occurredAtMs >= unit.exposedAtMs &&
      event.occurredAtMs < untilMs &&
      matchesWhere(goal.where, event, asOfMs, zone),
  );
}

/** Chi-square summed over allocation epochs: a change of shares is no mismatch. */
function sampleRatioOf(question: SplitQuestion, units: readonly ExposedUnit[]): SampleRatio {
  if (units.length < SAMPLE_RATIO_UNITS_MIN) return { state: 'tooFew' };
  const expected = new Map(question.arms.map((arm) => [arm.id, 0]));
  let chiSquare = 0;
  let degreesOfFreedom = 0;
  let strayUnits = 0;
  for (const [epoch, shares] of question.sharesByEpoch) {
    const ofEpoch = units.filter((unit) => unit.epoch === epoch);
    const arms = [...shares].map(([id, weight]) => ({
      id,
      weight,
      units: ofEpoch.filter((unit) => unit.arm === id).length,
    }));
    const srm = srmChiSquare(arms);
    if (srm.state !== 'computed') continue;
    chiSquare += srm.chiSquare;
    degreesOfFreedom += srm.degreesOfFreedom;
    strayUnits += srm.strayUnits;
    for (const [index, { id }] of arms.entries()) {
      expected.set(id, (expected.get(id) ?? 0) + (srm.expectedUnits[index] ?? 0));
    }
  }
  if (degreesOfFreedom === 0) return { state: 'tooFew' };
  const pValue = chiSquareUpperTail(chiSquare, degreesOfFreedom);
  return {
    state: pValue < SRM_ALPHA || strayUnits > 0 ? 'mismatch' : 'ok',
    pValue,
    expected: [...expected].map(([arm, count]) => ({ arm, units: count })),
    strayUnits,
  };
}

function armResult(
  arm: Arm,
  question: SplitQuestion,
  units: readonly ExposedUnit[],
  basis: Basis,
): ArmResult {
  const exposed = units.filter((unit) => unit.arm === arm.id);
  const mature = exposed.filter((unit) => isMature(unit, question));
  const converted = exposed.filter((unit) => isConverted(unit, question));
  const counted = basis === 'mature' ? mature : exposed;
  const conversions = converted.filter((unit) => basis === 'soFar' || isMature(unit, question)).length;
  return {
    id: arm.id,
    name: arm.name ?? arm.id,
    control: arm.control,
    share: arm.share,
    exposed: exposed.length,
    mature: mature.length,
    convertedSoFar: converted.length,
    converted: conversions,
    rate: wilson({ conversions, units: counted.length }),
  };
}

/** Every arm against the control; without one, against the first. */
function compare(arms: readonly ArmResult[], basis: Basis): Comparison[] {
  const unitsOf = (arm: ArmResult) => (basis === 'mature' ? arm.mature : arm.exposed);
  const reference = arms.find((arm) => arm.control) ?? arms[0];
  if (!reference) return [];
  return arms
    .filter((arm) => arm !== reference)
    .map((arm) => {
      const rates = {
        control: { conversions: reference.converted, units: unitsOf(reference) },
        treatment: { conversions: arm.converted, units: unitsOf(arm) },
      };
      return {
        arm: arm.id,
        against: reference.id,
        test: miettinenNurminenDifference(rates),
        exact: hasSmallCells(rates) ? fisherExact(rates) : null,
      };
    });
}

/**
 * Rates, differences and the sample-ratio check of one split and goal.
 * Source: statistics.md §3.1, §3.7, §3.13: unit is the customer, first exposure wins, only mature units count once there are any.
 */
export function splitResult(question: SplitQuestion): SplitResult {
  const units = question.units.filter((unit) => unit.consistent);
  const basis = units.some((unit) => isMature(unit, question)) ? 'mature' : 'soFar';
  const arms = question.arms.map((arm) => armResult(arm, question, units, basis));
  const instants = units.map((unit) => unit.exposedAtMs);
  return {
    basis,
    sampleRatio: sampleRatioOf(question, units),
    arms,
    comparisons: compare(arms, basis),
    inconsistentCount: question.units.length - units.length,
    firstExposedAtMs: instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b)),
    lastExposedAtMs: instants.length === 0 ? null : instants.reduce((a, b) => Math.max(a, b)),
  };
}
