import type { Analysis } from '../../../../shared/experiment/analysis.ts';
import type { Check } from '../../../../shared/experiment/check.ts';
import { chiSquareIndependence } from '../../statistics/chiSquareIndependence.ts';
import type { AnalysisInput, OverlapInput } from '../analysisInput.ts';
import { exposedUnits } from './maturity.ts';
import { INTERACTION_ALPHA, OVERLAP_SHARE, overlapShare } from './overlapShare.ts';

const UNEVEN_ALPHA = 0.001;

type Detail = Check['details'][number];
type Overlaps = Analysis['overlaps'];

/** One question of the check: the smallest p-value found, and from where on it is bad. */
interface Finding {
  value: number | null;
  threshold: number;
  state: 'failed' | 'warning';
  advice: Check['advice'];
}

/** Arms here by arms there, one table per epoch here. */
function tablesOf({ cells }: OverlapInput): number[][][] {
  const listOf = (names: string[]): string[] => [...new Set(names)].sort();
  const arms = listOf(cells.map(({ arm }) => arm));
  const otherArms = listOf(cells.map(({ otherArm }) => otherArm));
  const epochs = [...new Set(cells.map(({ epoch }) => epoch))];
  const unitsAt = (epoch: number, arm: string, otherArm: string): number =>
    cells.reduce(
      (sum, cell) =>
        sum + (cell.epoch === epoch && cell.arm === arm && cell.otherArm === otherArm ? cell.units : 0),
      0,
    );
  return epochs.map((epoch) => arms.map((arm) => otherArms.map((otherArm) => unitsAt(epoch, arm, otherArm))));
}

/** Are the arms of other splits spread evenly over the arms here? Bonferroni over the splits. */
function splitDetails(input: AnalysisInput): Detail[] {
  const rows = input.overlaps.map((other) => {
    const share = overlapShare(input, other);
    const test = chiSquareIndependence(share > OVERLAP_SHARE ? tablesOf(other) : []);
    const pValue = test.state === 'computed' ? test.pValue : null;
    return { label: `${other.journeyId}/${other.node}`, share, pValue };
  });
  const tested = rows.filter(({ pValue }) => pValue !== null).length;
  return rows.map(({ label, share, pValue }) => ({
    kind: 'split',
    label,
    observed: share,
    expected: null,
    pValue: pValue === null ? null : Math.min(1, pValue * tested),
  }));
}

function interactionDetails({ interactions }: Overlaps): Detail[] {
  return interactions.map(({ journey, node, arm, otherArm, effect, adjustedPValue }) => ({
    kind: 'interaction',
    label: `${arm}/${journey}/${node}/${otherArm}`,
    observed: effect.state === 'computed' ? effect.estimate : null,
    expected: null,
    pValue: adjustedPValue,
  }));
}

/** Two windows are two tests, each beside the arms it is about. */
function carriedDetails({ carryOver }: Overlaps): Detail[] {
  const { arms, within30PValue, within60PValue } = carryOver;
  if (arms.every(({ within60 }) => within60 === 0)) return [];
  const tested = [within30PValue, within60PValue].filter((pValue) => pValue !== null).length;
  const windows = [
    { kind: 'carried30' as const, key: 'within30' as const, pValue: within30PValue },
    { kind: 'carried60' as const, key: 'within60' as const, pValue: within60PValue },
  ];
  return windows.flatMap(({ kind, key, pValue }) =>
    arms.map((row) => ({
      kind,
      label: row.arm,
      observed: row.units === 0 ? null : row[key] / row.units,
      expected: null,
      pValue: pValue === null ? null : Math.min(1, pValue * tested),
    })),
  );
}

function smallest(pValues: readonly (number | null)[]): number | null {
  const known = pValues.filter((pValue) => pValue !== null);
  return known.length === 0 ? null : Math.min(...known);
}

const pValuesOf = (details: readonly Detail[]) => details.map(({ pValue }) => pValue);

const notForHouseholds: Check = {
  id: 'overlap',
  state: 'unknown',
  value: null,
  threshold: UNEVEN_ALPHA,
  unit: 'pValue',
  advice: 'notForHouseholds',
  details: [],
};

/** Do other splits and journeys treat the same customers, unevenly over the arms or so that the effect changes? */
export function overlap(input: AnalysisInput, overlaps: Overlaps): Check {
  const [splits, carried, pairs] = [
    splitDetails(input),
    carriedDetails(overlaps),
    interactionDetails(overlaps),
  ];
  const effects = overlaps.carryOver.effects.map(({ pValue }) => pValue);
  const findings: Finding[] = [
    {
      value: smallest(pValuesOf(splits)),
      threshold: UNEVEN_ALPHA,
      state: 'failed',
      advice: 'overlapUneven',
    },
    {
      value: smallest(pValuesOf(carried)),
      threshold: UNEVEN_ALPHA,
      state: 'failed',
      advice: 'carryOverUneven',
    },
    {
      value: smallest(pValuesOf(pairs)),
      threshold: INTERACTION_ALPHA,
      state: 'warning',
      advice: 'interaction',
    },
    { value: smallest(effects), threshold: INTERACTION_ALPHA, state: 'warning', advice: 'carryOverDiffers' },
  ];
  const bad = findings.find(({ value, threshold }) => value !== null && value < threshold);
  const shown = bad ?? findings.find(({ value }) => value !== null) ?? null;
  const isEmpty = exposedUnits(input) === 0;
  if (input.unit && !isEmpty) return notForHouseholds;
  return {
    id: 'overlap',
    state: isEmpty ? 'unknown' : (bad?.state ?? 'ok'),
    value: shown?.value ?? null,
    threshold: shown?.threshold ?? UNEVEN_ALPHA,
    unit: 'pValue',
    advice: isEmpty ? 'waitForCustomers' : (bad?.advice ?? (shown ? 'overlapEven' : 'none')),
    details: [...splits, ...carried, ...pairs],
  };
}
