import { ANALYSIS_FORMAT, type Analysis } from '../../../shared/experiment/analysis.ts';
import type { ExperimentPlan } from '../../../shared/experiment/plan.ts';
import { instantText } from '../../../shared/time.ts';
import { falsePositiveRisk, SUCCESS_SHARE_DEFAULT } from '../statistics/falsePositiveRisk.ts';
import { benjaminiHochberg } from '../statistics/multipleTesting.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { carryOver } from './carryOver.ts';
import { checksOf } from './checks/checksOf.ts';
import { exposedUnits } from './checks/maturity.ts';
import { type Frame, frameOf } from './frame.ts';
import { funnel } from './funnel.ts';
import { type GuardrailDraft, guardrails } from './guardrails.ts';
import { horizonOf } from './horizon.ts';
import { incremental } from './incremental.ts';
import { interactions } from './interactions.ts';
import { methodsOf } from './methods.ts';
import { type MetricData, metricData } from './metricData.ts';
import { type DraftedMetric, draftMetric, metricResults, primaryCorrection } from './metricResult.ts';
import { money } from './money.ts';
import { orderedInput } from './orderedInput.ts';
import { overTime } from './overTime.ts';
import { retention } from './retention.ts';
import { rule } from './rule.ts';
import { segments } from './segments.ts';
import { strataPart } from './strata.ts';
import { timeToConvert } from './timeToConvert.ts';
import { exposedCustomers, unitPart } from './unitPart.ts';
import { type Primary, verdict } from './verdict.ts';

interface Drafts {
  primary: DraftedMetric | undefined;
  secondary: DraftedMetric[];
  guardrails: GuardrailDraft[];
}

type PlannedMetric = Pick<ExperimentPlan['primary'], 'goal' | 'measure' | 'direction'>;

/** Every metric against the reference; intervals of the primary family hold together, the others each on its own. */
function draftsOf(frame: Frame): Drafts {
  const { metrics, plan } = frame.input;
  let next = 0;
  // a metric whose goal the journey has lost is not among the data: what follows it moves up
  const draft = (planned: PlannedMetric, alpha: number): DraftedMetric | undefined => {
    const metric = metrics[next];
    const isSame = metric?.measure === planned.measure && (planned.goal ?? metric.goal) === metric.goal;
    if (!metric || !isSame) return undefined;
    next += 1;
    return draftMetric(frame, metricData(frame.input, metric, planned.direction), alpha);
  };
  return {
    primary: draft(plan.primary, frame.familyAlpha),
    secondary: plan.secondary.flatMap((planned) => draft(planned, frame.alpha) ?? []),
    guardrails: plan.guardrails.flatMap((planned) => {
      const drafted = draft(planned, frame.alpha);
      return drafted ? [{ drafted, margin: planned.margin, onHarm: planned.onHarm }] : [];
    }),
  };
}

function metricsOf({ primary, secondary, guardrails: guarded }: Drafts): MetricData[] {
  const all = [...(primary ? [primary] : []), ...secondary, ...guarded.map(({ drafted }) => drafted)];
  return all.map(({ metric }) => metric);
}

function headOf({ input, reference }: Frame) {
  return {
    format: ANALYSIS_FORMAT,
    journey: input.journey,
    node: input.node,
    salt: input.salt,
    ...unitPart(input),
    asOf: instantText(input.asOfMs),
    zone: input.zone,
    startedAt: input.firstExposedAtMs === null ? null : instantText(input.firstExposedAtMs),
    lastExposedAt: input.lastExposedAtMs === null ? null : instantText(input.lastExposedAtMs),
    plan: input.plan,
    planHash: input.planHash,
    plannedAt: instantText(input.plannedAtMs),
    publishedAt: instantText(input.publishedAtMs),
    amendments: input.amendments.map(({ atMs, ...amendment }) => ({ at: instantText(atMs), ...amendment })),
    ...(input.traffic ? { traffic: input.traffic } : {}),
    reference,
    arms: input.arms.map((arm) => ({
      ...arm,
      exposed: exposedUnits(input, arm.id),
      ...(input.unit && { customers: exposedCustomers(input, arm.id) }),
    })),
    withdrawn: {
      count: input.withdrawn.count,
      deeds: input.withdrawn.deeds.map(({ atMs, ...deed }) => ({ at: instantText(atMs), ...deed })),
    },
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
  const [result] = metricResults(frame, drafts.primary ? [drafts.primary] : [], primaryCorrection(frame));
  const primary: Primary | null = metric && result ? { metric, result } : null;
  const strata = strataPart(frame, metric);
  const overlaps = { interactions: interactions(frame), carryOver: carryOver(frame) };
  const checks = checksOf(frame, { strata, overlaps });
  const guarded = guardrails(frame, drafts.guardrails);
  const increments = incremental(frame, metric, result ?? null);
  const said = verdict(frame, primary, checks);
  const { alpha, power, conclusion } = input.plan;
  const successShare = input.successShare ?? SUCCESS_SHARE_DEFAULT;
  return {
    ...headOf(frame),
    verdict: said,
    checks,
    primary: result ?? null,
    secondary: metricResults(frame, drafts.secondary, benjaminiHochberg),
    guardrails: guarded,
    overTime: overTime(frame, drafts.primary),
    timeToConvert: timeToConvert(frame),
    retention: retention(frame, metricsOf(drafts)),
    funnel: funnel(input),
    incremental: increments,
    money: money(frame, increments),
    segments: segments(frame),
    overlaps,
    strata,
    rule: rule(frame, primary, { verdict: said, guardrails: guarded }),
    // wins only, and a two-sided test: half of alpha
    falsePositiveRisk:
      conclusion === 'none' ? null : falsePositiveRisk({ alpha: alpha / 2, power, successShare }),
    successShare: input.successShare,
    horizon: horizonOf(frame),
    methods: methodsOf(frame, metric),
  };
}
