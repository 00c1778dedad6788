import { groupSequentialBounds } from '../statistics/groupSequential.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { type Look, looksTaken } from './looks.ts';
import { plannedUnits } from './plannedUnits.ts';

/** What every part of an analysis needs to know of the experiment. */
export interface Frame {
  input: AnalysisInput;
  /** the arm all others are held against: the control, else the first; null without arms */
  reference: string | null;
  others: readonly string[];
  /** of the others, those that can still be chosen; all of them where a later version left none */
  choices: readonly string[];
  alpha: number;
  /** level of the primary family's intervals, so that they hold together */
  familyAlpha: number;
  looks: readonly Look[];
  /** per arm: N* of its sequence against the reference */
  plannedUnits: ReadonlyMap<string, number>;
  /** p-value from which on a planned look rejects, at a level; by index of the look */
  thresholds: (alpha: number) => readonly number[];
}

export function frameOf(input: AnalysisInput): Frame {
  const reference = (input.arms.find(({ control }) => control) ?? input.arms[0])?.id ?? null;
  const rest = input.arms.filter(({ id }) => id !== reference);
  const others = rest.map(({ id }) => id);
  const present = rest.filter(({ isRemoved }) => !isRemoved).map(({ id }) => id);
  const { alpha, method } = input.plan;
  const known = new Map<number, readonly number[]>();
  const thresholds = (level: number): readonly number[] => {
    if (method.type !== 'groupSequential') return [level];
    const before = known.get(level);
    if (before) return before;
    const bounds = groupSequentialBounds({ fractions: method.fractions, alpha: level });
    const limits = bounds.map(({ nominalP }) => nominalP);
    known.set(level, limits);
    return limits;
  };
  return {
    input,
    reference,
    others,
    choices: present.length > 0 ? present : others,
    alpha,
    familyAlpha: alpha / Math.max(1, others.length),
    looks: looksTaken(input),
    plannedUnits: new Map(
      reference === null ? [] : others.map((arm) => [arm, plannedUnits(input, reference, arm)]),
    ),
    thresholds,
  };
}
