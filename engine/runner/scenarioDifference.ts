/** What a scenario expected against what happened (language.md §10.1, §11.6). */
import type { Expectation } from '../../shared/scenario.ts';
import type { RehearsalReport } from './rehearsalReport.ts';

/** Instants may differ by this much. */
const TOLERANCE_MS = 1_000;

type Lists = keyof Expectation & keyof RehearsalReport;
type Row = { [field: string]: unknown };

/** Lists in which nothing unlisted may happen once they are written. */
const EXHAUSTIVE: ReadonlySet<string> = new Set(['deliveries', 'ends']);

export interface Difference {
  list: string;
  /** expected and not found, or found and not expected */
  kind: 'missing' | 'unexpected';
  row: object;
}

function isSubset(wanted: unknown, actual: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    return JSON.stringify(wanted) === JSON.stringify(actual);
  }
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(wanted).every(([name, value]) => isSubset(value, (actual as Row)[name])); // just shown to be an object
}

function fieldAgrees(name: string, wanted: unknown, actual: unknown): boolean {
  if (name === 'at') return Math.abs(Date.parse(String(wanted)) - Date.parse(String(actual))) <= TOLERANCE_MS;
  if (name === 'key' && wanted !== null && actual !== null) return String(wanted) === String(actual);
  if (name === 'tags' && Array.isArray(wanted) && Array.isArray(actual)) {
    return wanted.every((tag) => actual.includes(tag));
  }
  return isSubset(wanted, actual);
}

function agrees(wanted: Row, actual: Row): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => value === undefined || fieldAgrees(name, value, actual[name]),
  );
}

/**
 * Pairs each wanted row with one that happened, as many as can be: a row written with few fields
 * takes none away from a row written with many, in whatever order the file names them.
 * @returns the wanted row of each actual one, by index; undefined is nobody's
 */
function pairs(wanted: readonly Row[], actual: readonly Row[]): (number | undefined)[] {
  const ownerOf: (number | undefined)[] = actual.map(() => undefined);
  const take = (row: number, tried: Set<number>): boolean => {
    const fitting = [...actual.keys()].filter(
      (index) => !tried.has(index) && agrees(wanted[row] ?? {}, actual[index] ?? {}),
    );
    const free = fitting.find((index) => ownerOf[index] === undefined);
    if (free !== undefined) {
      ownerOf[free] = row;
      return true;
    }
    return fitting.some((index) => {
      const owner = ownerOf[index];
      if (tried.has(index) || owner === undefined) return false;
      tried.add(index);
      if (!take(owner, tried)) return false;
      ownerOf[index] = row;
      return true;
    });
  };
  for (const row of wanted.keys()) take(row, new Set());
  return ownerOf;
}

function compareList(list: string, wanted: readonly Row[], actual: readonly Row[]): Difference[] {
  const ownerOf = pairs(wanted, actual);
  const owners = new Set(ownerOf);
  const found: Difference[] = wanted
    .filter((_row, index) => !owners.has(index))
    .map((row) => ({ list, kind: 'missing', row }));
  if (EXHAUSTIVE.has(list) || wanted.length === 0) {
    const left = actual.filter((_row, index) => ownerOf[index] === undefined);
    found.push(...left.map((row) => ({ list, kind: 'unexpected' as const, row })));
  }
  return found;
}

/** @param ignored lists that the way of running changes on purpose */
export function differences(
  expected: Expectation,
  report: RehearsalReport,
  ignored: readonly Lists[] = [],
): Difference[] {
  const found: Difference[] = [];
  for (const list of Object.keys(expected) as Lists[]) {
    if (ignored.includes(list)) continue;
    const wanted = expected[list] as readonly Row[] | undefined; // rows differ per list; they are compared by name
    if (wanted) found.push(...compareList(list, wanted, report[list] as readonly Row[]));
  }
  // a refused publish that nobody expected is a failure of its own
  if (!expected.problems && report.problems.length > 0) {
    found.push(...report.problems.map((row) => ({ list: 'problems', kind: 'unexpected' as const, row })));
  }
  return found;
}
