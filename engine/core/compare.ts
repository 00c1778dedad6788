import type { Comparison, NumberOp } from '../../shared/condition.ts';
import type { JsonValue } from '../../shared/json.ts';
import { compareText } from './compareText.ts';
import { addDuration } from './time/duration.ts';
import { isAnniversary, periodOf } from './time/period.ts';
import { readDate } from './time/readDate.ts';

export function compareNumbers(op: NumberOp, a: number, b: number): boolean {
  switch (op) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
  }
}

/** Numbers with numbers, texts with texts; anything else has no order. */
function order(held: JsonValue, bound: string | number): number | null {
  if (typeof held === 'number' && typeof bound === 'number') return held - bound;
  if (typeof held === 'string' && typeof bound === 'string') return compareText(held, bound);
  return null;
}

function isOrdered(op: '>' | '>=' | '<' | '<=', held: JsonValue, bound: string | number): boolean {
  const difference = order(held, bound);
  return difference !== null && compareNumbers(op, difference, 0);
}

function contains(held: JsonValue, part: string | number | boolean): boolean {
  if (Array.isArray(held)) return held.some((item) => item === part);
  return typeof held === 'string' && typeof part === 'string' && held.includes(part);
}

type DateComparison = Extract<
  Comparison,
  { op: 'before' | 'after' | 'inLast' | 'inNext' | 'inPeriod' | 'anniversary' }
>;

function compareDate(held: JsonValue, wanted: DateComparison, nowMs: number, zone: string): boolean {
  const dateMs = readDate(held, zone);
  if (dateMs === null) return false;
  switch (wanted.op) {
    case 'before':
    case 'after': {
      const boundMs = readDate(wanted.value, zone);
      if (boundMs === null) return false;
      return wanted.op === 'before' ? dateMs < boundMs : dateMs > boundMs;
    }
    case 'inLast':
      return dateMs <= nowMs && dateMs >= addDuration(nowMs, `-${wanted.value}`, zone);
    case 'inNext':
      return dateMs >= nowMs && dateMs <= addDuration(nowMs, wanted.value, zone);
    case 'inPeriod': {
      const { fromMs, toMs } = periodOf(nowMs, wanted.value.unit, wanted.value.offset, zone);
      return dateMs >= fromMs && dateMs < toMs;
    }
    case 'anniversary':
      return isAnniversary(dateMs, nowMs, zone);
  }
}

/**
 * Whether one value meets a comparison. Absent and null values: `!=`, `notIn` and `missing` are true, all others false.
 * @param zone civil zone for dates and calendar periods
 */
export function meets(held: JsonValue | undefined, wanted: Comparison, nowMs: number, zone: string): boolean {
  if (held === undefined || held === null) {
    return wanted.op === '!=' || wanted.op === 'notIn' || wanted.op === 'missing';
  }
  switch (wanted.op) {
    case 'exists':
      return true;
    case 'missing':
      return false;
    case '=':
      return held === wanted.value;
    case '!=':
      return held !== wanted.value;
    case '>':
    case '>=':
    case '<':
    case '<=':
      return isOrdered(wanted.op, held, wanted.value);
    case 'between':
      return isOrdered('>=', held, wanted.value[0]) && isOrdered('<=', held, wanted.value[1]);
    case 'in':
      return wanted.value.some((item) => item === held);
    case 'notIn':
      return !wanted.value.some((item) => item === held);
    case 'contains':
      return contains(held, wanted.value);
    case 'startsWith':
      return typeof held === 'string' && typeof wanted.value === 'string' && held.startsWith(wanted.value);
    default:
      return compareDate(held, wanted, nowMs, zone);
  }
}
