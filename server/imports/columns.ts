/** What each column of a file means. */
import type { JobView } from '../../shared/api/jobs.ts';
import { type ImportTarget, parseTarget, targetsOf, targetText } from '../../shared/importTargets.ts';
import { type Problem, problem } from '../../shared/problem.ts';

export const COLUMNS_MAX = 500;

export interface Column {
  name: string;
  target: ImportTarget;
  /** nobody said so */
  isGuessed: boolean;
}

export type ReadColumns = { ok: true; columns: Column[] } | { ok: false; problems: Problem[] };

export function columnView({ name, target, isGuessed }: Column): JobView['columns'][number] {
  return { column: name, target: targetText(target), isGuessed };
}

/** Columns of one name, of no use, or that fill what an earlier one fills. */
function problemsOfTargets(names: readonly string[], targets: readonly (ImportTarget | null)[]): Problem[] {
  const filled = new Set<string>();
  return names.flatMap((name, index) => {
    const params = { column: index + 1 };
    const target = targets[index];
    if (names.indexOf(name) < index) return [problem('csv-duplicate-column', { params })];
    if (!target) return [problem('csv-wrong-target', { params })];
    const place = target.to === 'attribute' ? `attributes.${target.name}` : targetText(target);
    if (target.to !== 'skip' && filled.has(place)) return [problem('csv-same-target', { params })];
    filled.add(place);
    return [];
  });
}

/** Reads the header row; `mapping` is column name → target, and whatever it does not name is guessed. */
export function readColumns(header: readonly string[], mapping: ReadonlyMap<string, string>): ReadColumns {
  if (header.length > COLUMNS_MAX) {
    return { ok: false, problems: [problem('too-long', { params: { name: 'columns', max: COLUMNS_MAX } })] };
  }
  const names = header.map((name) => name.trim());
  if (names.every((name) => name === '')) return { ok: false, problems: [problem('csv-header')] };
  const asked = new Map([...mapping].map(([name, text]) => [name.trim(), text]));
  const unknown = [...asked.keys()].filter((name) => !names.includes(name));
  const given = new Map(
    [...asked].flatMap(([name, text]) => {
      const target = parseTarget(text);
      return target ? [[name, target] as const] : [];
    }),
  );
  const targets = targetsOf(names, given).map((target, index) => {
    const name = names[index] ?? '';
    return asked.has(name) ? (given.get(name) ?? null) : target;
  });
  const problems = [
    ...unknown.map((name) => problem('csv-unknown-column', { field: 'columns', params: { name } })),
    ...problemsOfTargets(names, targets),
  ];
  if (problems.length === 0 && !targets.some((target) => target?.to === 'id')) {
    problems.push(problem('csv-no-id'));
  }
  if (problems.length > 0) return { ok: false, problems };
  const columns = targets.flatMap((target, index) => {
    const name = names[index] ?? '';
    return target ? [{ name, target, isGuessed: !asked.has(name) && parseTarget(name) === null }] : [];
  });
  return { ok: true, columns };
}
