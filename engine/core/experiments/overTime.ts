import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { instantText } from '../../../shared/time.ts';
import { DAY_MS } from '../../../shared/timeUnits.ts';
import { miettinenNurminenDifference } from '../statistics/miettinenNurminenDifference.ts';
import { instantOf } from '../time/zone.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { dayAfter, maturingDays } from './days.ts';
import type { Frame } from './frame.ts';
import { intervalOf } from './interval.ts';
import type { MetricData } from './metricData.ts';
import type { DraftedMetric } from './metricResult.ts';
import { novelty, type SinceExposure } from './novelty.ts';

type OverTime = Analysis['overTime'];

/** Per day since exposure: those who convert on it among those who still could, in the reference and the arm. */
function daysSinceExposure({ input }: MetricData, reference: string, arm: string): SinceExposure[] {
  // every day of the window, those without conversions too: a line from one day with some to the next would tell of more
  const windowDays = Math.max(1, Math.ceil(input.windowMs / DAY_MS));
  const lastOf = (rows: MetricData['input']['times']) => Math.max(-1, ...rows.map(({ day }) => day));
  const lastConversion = lastOf(input.times.filter(({ events }) => events > 0));
  const lastDay = Math.max(lastConversion, Math.min(lastOf(input.times), windowDays - 1));
  const days = Array.from({ length: lastDay + 1 }, (_, day) => day);
  const left = new Map([reference, arm].map((id) => [id, 0]));
  for (const row of input.times) {
    const before = left.get(row.arm);
    if (before !== undefined) left.set(row.arm, before + row.events + row.censored);
  }
  return days.flatMap((day) => {
    const countOf = (id: string) => {
      const rows = input.times.filter((row) => row.arm === id && row.day === day);
      const conversions = rows.reduce((sum, { events }) => sum + events, 0);
      const units = left.get(id) ?? 0;
      left.set(id, units - conversions - rows.reduce((sum, { censored }) => sum + censored, 0));
      return { conversions, units };
    };
    const rates = { control: countOf(reference), treatment: countOf(arm), day };
    const isEmpty = rates.control.units === 0 || rates.treatment.units === 0;
    return isEmpty ? [] : [rates];
  });
}

function markersOf({ markers, plan, zone }: AnalysisInput): OverTime['markers'] {
  const all: { atMs: number; type: OverTime['markers'][number]['type']; version: number | null }[] = [
    ...markers,
  ];
  if (plan.plannedEnd !== undefined) {
    const [year = 0, month = 1, day = 1] = plan.plannedEnd.split('-').map(Number);
    const atMs = instantOf({ year, month, day, hour: 0, minute: 0 }, zone);
    all.push({ atMs, type: 'plannedEnd', version: null });
  }
  return all
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ atMs, type, version }) => ({ at: instantText(atMs), type, version }));
}

/** How the primary metric's effect came about, by day, and whether it fades. */
export function overTime(frame: Frame, primary: DraftedMetric | undefined): OverTime {
  const { input, reference, others, alpha } = frame;
  const markers = markersOf(input);
  const plannedEnd = input.plan.plannedEnd ?? null;
  if (!primary || reference === null)
    return { cumulative: [], sinceExposure: [], novelty: [], markers, plannedEnd };
  const { metric, looks } = primary;
  const window = maturingDays(metric.input.windowMs, input.plan.delay);
  const since = others.map((arm) => ({ arm, days: daysSinceExposure(metric, reference, arm) }));
  return {
    cumulative: looks.map(({ arm, day, units, alwaysValid }) => ({
      at: dayAfter(day, window),
      arm,
      units,
      effect: intervalOf(alwaysValid),
    })),
    sinceExposure: since.flatMap(({ arm, days }) =>
      days.map(({ day, ...rates }) => ({
        at: String(day),
        arm,
        units: rates.control.units + rates.treatment.units,
        effect: intervalOf(miettinenNurminenDifference({ ...rates, alpha })),
      })),
    ),
    novelty: since.flatMap(({ arm, days }) => novelty(frame, metric, arm, days)),
    markers,
    plannedEnd,
  };
}
