import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { computed, notComputable } from '../../../shared/statistic.ts';
import { instantText } from '../../../shared/time.ts';
import {
  oneSidedReach,
  SEQUENCE_CONVERSIONS_MIN,
  type SequencePlan,
} from '../statistics/confidenceSequence.ts';
import type { Effect, EffectResult } from '../statistics/effect.ts';
import { type GuardrailResult as GuardrailTest, guardrail } from '../statistics/nonInferiority.ts';
import { steadyRateEffect } from '../statistics/steadyRates.ts';
import type { Frame } from './frame.ts';
import type { MetricData } from './metricData.ts';
import { type DraftedMetric, metricResults, uncorrected } from './metricResult.ts';
import { missingHouseholds, type Paired, pairEffect, pairUp } from './pairing.ts';
import { isPlanComplete } from './planEnd.ts';
import { strataOf } from './tally.ts';

type GuardrailResult = Analysis['guardrails'][number];
type ArmLight = GuardrailResult['arms'][number];
type ArmState = Omit<ArmLight, 'pausedAt'>;

export interface GuardrailDraft {
  drafted: DraftedMetric;
  margin: number;
  onHarm: GuardrailResult['onHarm'];
}

/** Both arms together hold enough for the sequence: harm must not wait until the untouched arm is harmed too. */
function hasEnough({ measure, total, units }: Paired): boolean {
  if (measure === 'value') return true;
  const conversions = total.control.conversions + total.treatment.conversions;
  return Math.min(conversions, units - conversions) >= SEQUENCE_CONVERSIONS_MIN;
}

/** In the good direction, with a standard error that hardly any events do not bring to 0. */
function goodEffect(paired: Paired, sign: 1 | -1): EffectResult {
  if (missingHouseholds(paired) > 0) return notComputable('too-few-units');
  const [only] = paired.pairs;
  const isPlain = paired.estimator === 'rate' && paired.pairs.length === 1 && only;
  const effect: EffectResult = isPlain ? computed<Effect>(steadyRateEffect(only)) : pairEffect(paired);
  if (effect.state === 'notComputable') return effect;
  return computed({ estimate: sign * effect.estimate, standardError: effect.standardError });
}

/** The fixed test of the plan's last look, on the customers of that look; null while it lies ahead. */
function testAtEnd(
  frame: Frame,
  metric: MetricData,
  arm: string,
  margin: number,
  plan: SequencePlan,
): GuardrailTest | null {
  const look = frame.looks.at(-1);
  if (!look || !isPlanComplete(frame)) return null;
  const strata = strataOf(metric.cells.filter(({ day }) => day <= look.untilDay));
  const paired = pairUp(strata, metric.input.measure, frame.reference ?? '', arm);
  const effect = goodEffect(paired, metric.sign);
  return effect.state === 'computed' ? guardrail(effect, margin, paired.units, plan) : effect;
}

function armState(frame: Frame, metric: MetricData, arm: string, margin: number): ArmState {
  const paired = pairUp(metric.strata, metric.input.measure, frame.reference ?? '', arm);
  const effect = goodEffect(paired, metric.sign);
  const unknown: ArmState = { arm, state: 'unknown', pValue: null };
  if (metric.basis === 'soFar' || effect.state === 'notComputable') return unknown;
  const plan: SequencePlan = { alpha: frame.alpha, plannedUnits: frame.plannedUnits.get(arm) ?? 1 };
  const result = guardrail(effect, margin, paired.units, plan);
  if (result.state === 'notComputable') return unknown;
  const isHarmed = hasEnough(paired) && result.harmUpperBound < 0;
  // at the end of the plan one fixed test is enough; before, only what holds at every look
  const atEnd = testAtEnd(frame, metric, arm, margin, plan);
  const surelyAbove = effect.estimate - oneSidedReach(effect.standardError, paired.units, plan);
  const isSafe =
    (hasEnough(paired) && surelyAbove > -margin) || (atEnd?.state === 'computed' && atEnd.verdict === 'safe');
  const state = isSafe ? 'safe' : isHarmed ? 'harmed' : 'notYetProvenSafe';
  return { arm, state, pValue: atEnd?.state === 'computed' ? atEnd.pValue : null };
}

/** With when the journey was last paused for that arm's harm to this goal. */
function withPause({ input }: Frame, goal: string, state: ArmState): ArmLight {
  const paused = input.harmPauses.findLast((pause) => pause.goal === goal && pause.arm === state.arm);
  return { ...state, pausedAt: paused ? instantText(paused.atMs) : null };
}

/** What must not get worse by more than its margin, per arm; not corrected for their number, since missing harm is worse. */
export function guardrails(frame: Frame, drafts: readonly GuardrailDraft[]): GuardrailResult[] {
  const results = metricResults(
    frame,
    drafts.map(({ drafted }) => drafted),
    uncorrected,
  );
  return drafts.flatMap(({ drafted: { metric }, margin, onHarm }, index) => {
    const result = results[index];
    if (!result) return [];
    const arms = frame.others.map((arm) =>
      withPause(frame, metric.input.goal, armState(frame, metric, arm, margin)),
    );
    return [{ metric: result, margin, onHarm, arms }];
  });
}
