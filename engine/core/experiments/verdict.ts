import type { Analysis, Comparison, MetricResult } from '../../../shared/experiment/analysis.ts';
import type { Check } from '../../../shared/experiment/check.ts';
import { equivalence } from '../statistics/nonInferiority.ts';
import { exposedUnits, matureUnits } from './checks/maturity.ts';
import { decidingInterval } from './comparison.ts';
import type { Frame } from './frame.ts';
import { scaled } from './interval.ts';
import type { MetricData } from './metricData.ts';
import { missingForSequence, pairEffect, pairUp } from './pairing.ts';
import { endedBeforePlan, isPlanComplete } from './planEnd.ts';
import { isAllMature, leadingOf, readyAt, whatIsMissing, whatWouldChange } from './progress.ts';
import { strataOf } from './tally.ts';

type Verdict = Analysis['verdict'];
type Judgement = Pick<Verdict, 'state' | 'changesWith' | 'changesWithCount'> & {
  comparison?: Comparison | undefined;
};

const settled = (state: Verdict['state'], comparison?: Comparison): Judgement => ({
  state,
  comparison,
  changesWith: 'nothing',
  changesWithCount: null,
});

/** An arm that at most doubles or halves the metric: four standard deviations of what experiments usually do. */
const USUAL_RATIO = 2;

export interface Primary {
  metric: MetricData;
  result: MetricResult;
}

/** Is the effect of an arm shown to lie within the smallest one worth knowing? */
function isEquivalent(frame: Frame, { metric }: Primary, comparison: Comparison): boolean {
  const { plan } = frame.input;
  const margin = plan.minimumEffect;
  if (margin === undefined) return false;
  if (plan.method.type === 'alwaysValid') {
    const { alwaysValid } = comparison;
    return alwaysValid.state === 'computed' && alwaysValid.lower > -margin && alwaysValid.upper < margin;
  }
  const look = frame.looks.at(-1);
  if (!isPlanComplete(frame) || !look) return false;
  const strata = strataOf(metric.cells.filter(({ day }) => day <= look.untilDay));
  const effect = pairEffect(pairUp(strata, metric.input.measure, comparison.against, comparison.arm));
  if (effect.state === 'notComputable') return false;
  const test = equivalence(effect, { lower: -margin, upper: margin }, frame.familyAlpha);
  return test.state === 'computed' && test.isEquivalent;
}

/** Among the arms that hold enough customers: the best winner, else the worst loser, else no difference of any. */
function decisionOf(frame: Frame, primary: Primary): Judgement | null {
  const { metric, result } = primary;
  const hasEnough = ({ arm, against }: Comparison): boolean =>
    missingForSequence(pairUp(metric.strata, metric.input.measure, against, arm)) === 0;
  const comparisons = result.comparisons.filter(hasEnough);
  const winner = leadingOf(
    { ...result, comparisons: comparisons.filter(({ isBetter }) => isBetter === true) },
    metric.sign,
  );
  if (winner) return settled('winner', winner);
  const flipped = metric.sign === 1 ? -1 : 1;
  const loser = leadingOf(
    { ...result, comparisons: comparisons.filter(({ isBetter }) => isBetter === false) },
    flipped,
  );
  if (loser) return settled('loser', loser);
  const isFlat =
    comparisons.length === result.comparisons.length &&
    comparisons.every((comparison) => isEquivalent(frame, primary, comparison));
  return isFlat ? settled('noDifference', leadingOf(result, metric.sign)) : null;
}

/** Without the arms that nobody can choose any more. */
function choosable({ choices }: Frame, { metric, result }: Primary): Primary {
  const comparisons = result.comparisons.filter(({ arm }) => choices.includes(arm));
  return { metric, result: { ...result, comparisons } };
}

function judge(frame: Frame, all: Primary | null, failedChecks: readonly string[]): Judgement {
  const { input } = frame;
  const primary = all && choosable(frame, all);
  const wantsNone = input.plan.conclusion === 'none';
  if (exposedUnits(input) === 0 && input.contaminated.length === 0 && input.ineligible.length === 0)
    return wantsNone ? settled('noConclusion') : { ...settled('draft'), changesWith: 'exposures' };
  // health speaks first: no plan, least of all a later one, keeps a failed check quiet
  if (failedChecks.length > 0) return { ...settled('doNotTrust'), changesWith: 'repair' };
  if (wantsNone || !primary || frame.others.length === 0) return settled('noConclusion');
  const leading = leadingOf(primary.result, primary.metric.sign);
  const missing = whatIsMissing(frame, primary.metric);
  const isEarly = endedBeforePlan(frame);
  if (missing) {
    const canStillCome = missing.changesWith === 'days' || input.endedAtMs === null || !isAllMature(input);
    if (canStillCome) return { state: 'collecting', comparison: leading, ...missing };
    return settled(isEarly ? 'stoppedEarly' : 'undecided', leading);
  }
  const decision = decisionOf(frame, primary);
  if (decision) return decision;
  const change = whatWouldChange(frame, primary.metric, leading);
  return { state: isEarly ? 'stoppedEarly' : 'undecided', comparison: leading, ...change };
}

function perThousandOf(
  frame: Frame,
  primary: Primary,
  effect: Comparison['alwaysValid'],
): Verdict['perThousand'] {
  const perThousand = scaled(effect, 1000);
  const { worth } = frame.input.plan;
  if (primary.result.measure === 'value')
    return { conversions: null, value: perThousand, money: worth ? perThousand : null };
  const money = worth?.perConversion === undefined ? null : scaled(perThousand, worth.perConversion);
  return { conversions: perThousand, value: null, money };
}

/** Doubled or halved beyond all doubt is more often a fault in the data than an idea that good (Twyman's law). */
function isUnusual({ state, comparison }: Judgement): boolean {
  if (!comparison || (state !== 'winner' && state !== 'loser')) return false;
  const { lift } = comparison.fixedHorizon;
  if (lift.state === 'notComputable') return lift.reason === 'control-rate-zero';
  const ratio = lift.estimate + 1;
  return ratio > USUAL_RATIO || ratio < 1 / USUAL_RATIO;
}

/** The one sentence of the page, in codes and figures. */
export function verdict(frame: Frame, primary: Primary | null, checks: readonly Check[]): Verdict {
  const { input } = frame;
  const failedChecks = checks.filter(({ state }) => state === 'failed').map(({ id }) => id);
  const judgement = judge(frame, primary, failedChecks);
  const { state, comparison, changesWith, changesWithCount } = judgement;
  const isSequence = input.plan.method.type === 'alwaysValid';
  const effect = comparison ? decidingInterval(comparison, isSequence) : null;
  return {
    state,
    arm: comparison?.arm ?? null,
    against: comparison?.against ?? null,
    failedChecks: state === 'doNotTrust' ? failedChecks : [],
    matureCount: matureUnits(input),
    plannedCount: input.plan.plannedCustomers ?? null,
    readyAt: readyAt(input),
    effect,
    perThousand: primary && effect ? perThousandOf(frame, primary, effect) : null,
    changesWith,
    changesWithCount,
    isTooGood: isUnusual(judgement),
  };
}
