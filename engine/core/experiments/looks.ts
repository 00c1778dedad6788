import type { AnalysisInput } from './analysisInput.ts';
import { dayAfter, dayNumber, localDay, maturingDays } from './days.ts';

/** A look the plan allowed at a fixed test, on the customers exposed until a day: it stays what it was. */
export interface Look {
  untilDay: string;
  /** index of the planned fraction, of a group-sequential plan; else 0 */
  index: number;
}

interface DayCount {
  day: string;
  /** all arms together, from the first day on */
  mature: number;
}

/** Running count of mature customers of the primary metric, over the days on which nobody's window runs any more. */
function completeDays({ metrics, exposed }: AnalysisInput): { days: DayCount[]; isAllMature: boolean } {
  const byDay = new Map<string, { mature: number; exposed: number }>();
  const at = (day: string) => {
    const known = byDay.get(day) ?? { mature: 0, exposed: 0 };
    byDay.set(day, known);
    return known;
  };
  for (const { day, units } of exposed) at(day).exposed += units;
  for (const { day, matureUnits } of metrics[0]?.cells ?? []) at(day).mature += matureUnits;
  const days: DayCount[] = [];
  let mature = 0;
  let isAllMature = byDay.size > 0;
  for (const day of [...byDay.keys()].sort()) {
    const count = at(day);
    isAllMature = isAllMature && count.mature >= count.exposed;
    if (!isAllMature) break;
    mature += count.mature;
    days.push({ day, mature });
  }
  return { days, isAllMature };
}

/** The last day of exposure whose windows were over at the planned end, once that has come. */
function dayOfPlannedEnd(input: AnalysisInput): string | undefined {
  const { plan, asOfMs, zone, metrics } = input;
  const today = localDay(asOfMs, zone);
  if (plan.plannedEnd === undefined || today < plan.plannedEnd) return undefined;
  const window = maturingDays(metrics[0]?.windowMs ?? 0, plan.delay);
  const untilDay = dayAfter(plan.plannedEnd, -window - 1);
  const firstDay = input.exposed[0]?.day;
  if (firstDay === undefined || firstDay <= untilDay) return untilDay;
  // the plan left no time for the windows: its look is the one at which they are all over
  return dayNumber(today) > dayNumber(plan.plannedEnd) + window ? plan.plannedEnd : undefined;
}

/** The look at the end of the plan; undefined while it lies ahead. */
function finalLook(input: AnalysisInput): string | undefined {
  const { plan, endedAtMs } = input;
  const { days, isAllMature } = completeDays(input);
  const { plannedCustomers } = plan;
  const reached = days.find(({ mature }) => plannedCustomers !== undefined && mature >= plannedCustomers);
  const atEnd = dayOfPlannedEnd(input);
  if (reached && atEnd !== undefined) return reached.day < atEnd ? reached.day : atEnd;
  if (reached || atEnd !== undefined) return reached?.day ?? atEnd;
  const hasNoEnd = plannedCustomers === undefined && plan.plannedEnd === undefined;
  return hasNoEnd && endedAtMs !== null && isAllMature ? days.at(-1)?.day : undefined;
}

/** The looks at a fixed test that the plan has allowed so far, in order. */
export function looksTaken(input: AnalysisInput): Look[] {
  const { method, plannedCustomers } = input.plan;
  const last = finalLook(input);
  if (method.type !== 'groupSequential') return last === undefined ? [] : [{ untilDay: last, index: 0 }];
  const { days } = completeDays(input);
  const lastIndex = method.fractions.length - 1;
  const early = method.fractions.slice(0, lastIndex).flatMap((fraction, index) => {
    const day = days.find(({ mature }) => mature >= fraction * (plannedCustomers ?? Infinity))?.day;
    return day === undefined || (last !== undefined && day > last) ? [] : [{ untilDay: day, index }];
  });
  return last === undefined ? early : [...early, { untilDay: last, index: lastIndex }];
}
