import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { Frame } from './frame.ts';
import { horizonOf } from './horizon.ts';
import type { MetricData } from './metricData.ts';
import { unitPart } from './unitPart.ts';

type Method = Analysis['methods'][number];

/** Which method stands behind each figure, as the data and the plan chose it. */
export function methodsOf(frame: Frame, metric: MetricData | undefined): Method[] {
  const { input } = frame;
  const isValue = metric?.input.measure === 'value';
  const isStratified = (metric?.strata.length ?? 0) > 1;
  const isByHousehold = input.unit !== undefined;
  const isNormal = isValue || isStratified || isByHousehold;
  const ofMeans = isByHousehold ? 'ratio' : 'welch';
  const isPlain = !isValue && !isByHousehold;
  const difference = isStratified ? 'stratified' : isPlain ? 'miettinenNurminenDifference' : ofMeans;
  const pValue = isStratified ? 'stratified' : isPlain ? 'scoreOrFisher' : ofMeans;
  const bayes = isNormal ? 'normalPosterior' : 'betaBinomial';
  // no covariate of households either, named or not
  const leftOut: readonly string[] = isByHousehold
    ? [...(unitPart(input).unit?.leftOut ?? []), 'adjusted']
    : [];
  const methods: Method[] = [
    { figure: 'rate', method: isByHousehold ? 'wilsonEffective' : 'wilson' },
    { figure: 'exactRate', method: 'clopperPearson' },
    { figure: 'mean', method: isByHousehold ? 'ratio' : 'studentT' },
    { figure: 'difference', method: difference },
    { figure: 'lift', method: isNormal ? 'fieller' : 'miettinenNurminenRatio' },
    { figure: 'alwaysValidLift', method: 'fieller' },
    { figure: 'newcombe', method: 'newcombe' },
    {
      figure: 'pValue',
      method: input.plan.method.type === 'groupSequential' ? 'groupSequential' : pValue,
    },
    { figure: 'alwaysValid', method: 'confidenceSequence' },
    {
      figure: 'adjustedPValue',
      method: input.plan.method.type === 'groupSequential' ? 'bonferroni' : 'holm',
    },
    { figure: 'secondaryPValue', method: 'benjaminiHochberg' },
    { figure: 'chanceBest', method: bayes },
    { figure: 'chanceToWin', method: bayes },
    { figure: 'expectedLoss', method: bayes },
    { figure: 'adjusted', method: 'cuped' },
    { figure: 'sampleRatio', method: 'srmChiSquare' },
    { figure: 'sampleRatioLive', method: 'sequentialSrm' },
    { figure: 'balance', method: isStratified ? 'stratified' : 'score' },
    { figure: 'overlap', method: 'chiSquare' },
    { figure: 'interaction', method: 'differenceInDifferences' },
    { figure: 'carryOver', method: 'chiSquare' },
    { figure: 'guardrail', method: 'nonInferiority' },
    {
      figure: 'noDifference',
      method: input.plan.method.type === 'alwaysValid' ? 'confidenceSequence' : 'equivalence',
    },
    { figure: 'novelty', method: 'weightedRegression' },
    { figure: 'timeToConvert', method: 'kaplanMeier' },
    { figure: 'timeToConvertTest', method: 'logRank' },
    { figure: 'retention', method: 'kaplanMeier' },
    {
      figure: 'incremental',
      method: input.plan.method.type === 'alwaysValid' ? 'confidenceSequence' : difference,
    },
    { figure: 'attributableFraction', method: 'attributableFraction' },
    {
      figure: 'besideInterval',
      method: horizonOf(frame) === 'plannedEnd' ? difference : 'confidenceSequence',
    },
    { figure: 'segments', method: 'cochranQ' },
    { figure: 'segmentsShrunken', method: 'randomEffects' },
    { figure: 'strata', method: 'stratified' },
    { figure: 'strataMantelHaenszel', method: 'mantelHaenszel' },
    { figure: 'falsePositiveRisk', method: 'falsePositiveRisk' },
  ];
  return methods.filter(({ figure }) => !leftOut.includes(figure));
}
