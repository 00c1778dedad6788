import { ANALYSIS_FORMAT, type Analysis } from '../../../shared/experiment/analysis.ts';
import { instantText } from '../../../shared/time.ts';
import { falsePositiveRisk } from '../statistics/falsePositiveRisk.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { checksOf } from './checks/checksOf.ts';
import { exposedUnits } from './checks/maturity.ts';
import { type Frame, frameOf } from './frame.ts';
import { funnel } from './funnel.ts';
import { guardrails } from './guardrails.ts';
import { methodsOf } from './methods.ts';
import { metricData } from './metricData.ts';
import { corrections, type DraftedMetric, draftMetric, metricResults } from './metricResult.ts';
import { money } from './money.ts';
import { orderedInput } from './orderedInput.ts';
import { overTime } from './overTime.ts';
import { rule } from './rule.ts';
import { segments } from './segments.ts';
import { strataPart } from './strata.ts';
import { timeToConvert } from './timeToConvert.ts';
import { type Primary, verdict } from './verdict.ts';

/** Share of experiments that are won where a workspace has too few of its own. Source: Kohavi, Deng, Vermeer (2022). */
const SUCCESS_SHARE_DEFAULT = 0.15;

interface Drafts {
  primary: DraftedMetric | undefined;
  secondary: DraftedMetric[];
  guardrails: DraftedMetric[];
}

/** Every metric against the reference; intervals of the primary family hold together, the others each on its own. */
function draftsOf(frame: Frame): Drafts {
  const { metrics, plan } = frame.input;
  const isFirst = metrics.length > plan.secondary.length + plan.guardrails.length ? 1 : 0;
  const [primaryInput] = metrics.slice(0, isFirst);
  const draft = (index: number, direction: 'increase' | 'decrease', alpha: number): DraftedMetric[] => {
    const metric = metrics[index];
    return metric ? [draftMetric(frame, metricData(frame.input, metric, direction), alpha)] : [];
  };
  return {
    primary: primaryInput && draft(0, plan.primary.direction, frame.familyAlpha)[0],
    secondary: plan.secondary.flatMap(({ direction }, index) =>
      draft(isFirst + index, direction, frame.alpha),
    ),
    guardrails: plan.guardrails.flatMap(({ direction }, index) =>
      draft(isFirst + plan.secondary.length + index, direction, frame.alpha),
    ),
  };
}

function headOf({ input, reference }: Frame) {
  return {
    format: ANALYSIS_FORMAT,
    journey: input.journey,
    node: input.node,
    salt: input.salt,
    asOf: instantText(input.asOfMs),
    zone: input.zone,
    startedAt: input.firstExposedAtMs === null ? null : instantText(input.firstExposedAtMs),
    lastExposedAt: input.lastExposedAtMs === null ? null : instantText(input.lastExposedAtMs),
    plan: input.plan,
    planHash: input.planHash,
    plannedAt: instantText(input.plannedAtMs),
    amendments: input.amendments.map(({ atMs, ...amendment }) => ({ at: instantText(atMs), ...amendment })),
    reference,
    arms: input.arms.map((arm) => ({ ...arm, exposed: exposedUnits(input, arm.id) })),
    lookCount: input.lookCount,
  } satisfies Partial<Analysis>;
}

/**
 * What an experiment taught so far: the ten parts of its page from the sufficient statistics.
 *
 * Pure and deterministic: the same input, its sets in any order, gives the same bytes, so that a run can be replayed.
 * Only mature customers decide; no figure is NaN or infinite.
 */
export function analyse(unordered: AnalysisInput): Analysis {
  const input = orderedInput(unordered);
  const frame = frameOf(input);
  const drafts = draftsOf(frame);
  const metric = drafts.primary?.metric;
  const [result] = metricResults(frame, drafts.primary ? [drafts.primary] : [], corrections.primary);
  const primary: Primary | null = metric && result ? { metric, result } : null;
  const strata = strataPart(frame, metric);
  const checks = checksOf(frame, strata);
  const guarded = guardrails(frame, drafts.guardrails, input.plan);
  const said = verdict(frame, primary, checks);
  const { alpha, power, conclusion } = input.plan;
  const successShare = input.successShare ?? SUCCESS_SHARE_DEFAULT;
  return {
    ...headOf(frame),
    verdict: said,
    checks,
    primary: result ?? null,
    secondary: metricResults(frame, drafts.secondary, corrections.secondary),
    guardrails: guarded,
    overTime: overTime(frame, drafts.primary),
    timeToConvert: timeToConvert(frame),
    funnel: funnel(input),
    money: money(frame, metric, result ?? null),
    segments: segments(frame),
    strata,
    rule: rule(frame, primary, { verdict: said, guardrails: guarded }),
    // wins only, and a two-sided test: half of alpha
    falsePositiveRisk:
      conclusion === 'none' ? null : falsePositiveRisk({ alpha: alpha / 2, power, successShare }),
    methods: methodsOf(frame, metric),
  };
}
