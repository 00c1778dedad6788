/** What a run of the benchmark says: figures per size, growth over the sizes, the goals beside them. */
import type { Figure, Round, Timing } from './measureSize.ts';

interface FigureText {
  label: string;
  /** least customers, timers or events a second */
  goalPerSecond?: number;
  /** at most so many times the floor */
  goalRatio?: number;
}

const figures: { [figure in Figure]: FigureText } = {
  events: { label: 'events accepted', goalPerSecond: 10_000 },
  enrol: { label: 'customers enrolled, message planned', goalPerSecond: 25_000, goalRatio: 3 },
  decide: { label: 'sends: gate and claim' },
  call: { label: 'sends: calling' },
  settle: { label: 'sends: settle' },
  sends: { label: 'sends: the whole cycle' },
  timers: { label: 'timers due at once', goalPerSecond: 25_000, goalRatio: 3 },
  audience: { label: 'profiles counted for an audience', goalPerSecond: 1_000_000 },
};

const names = Object.keys(figures) as Figure[]; // keys of a mapped type over Figure

export interface FigureResult extends FigureText {
  name: Figure;
  size: number;
  perSecond: number;
  floorPerSecond: number;
  ratio: number;
}

export interface BenchResult {
  machine: { cpu: string; cores: number; load: number; node: string };
  figures: FigureResult[];
  /** cost grows with size to this power; 1 is linear */
  growth: { name: Figure; exponent: number }[];
  rehearsal: { seconds: number; messages: number; goalSeconds: number };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low = 0, high = low] = sorted.length % 2 === 1 ? [sorted[half]] : [sorted[half - 1], sorted[half]];
  return (low + high) / 2;
}

export function figuresOf(size: number, rounds: readonly Round[]): FigureResult[] {
  return names.map((name) => {
    const medianOf = (side: keyof Timing) => median(rounds.map((round) => round[name][side]));
    const [engineMs, floorMs] = [medianOf('engineMs'), medianOf('floorMs')];
    const perSecond = (ms: number) => Math.round((size * 1000) / ms);
    return {
      name,
      ...figures[name],
      size,
      perSecond: perSecond(engineMs),
      floorPerSecond: perSecond(floorMs),
      ratio: engineMs / floorMs,
    };
  });
}

/** Slope of log cost over log size by least squares; needs two sizes. */
export function growthOf(results: readonly FigureResult[]): BenchResult['growth'] {
  return names.map((name) => {
    const points = results
      .filter((result) => result.name === name)
      .map(({ size, perSecond }) => ({ x: Math.log(size), y: Math.log(size / perSecond) }));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const meanX = mean(points.map(({ x }) => x));
    const meanY = mean(points.map(({ y }) => y));
    const along = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
    const across = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
    return { name, exponent: along / across };
  });
}

const grouped = (value: number) => value.toLocaleString('en-US');

function goalText({ goalPerSecond, goalRatio }: FigureText): string {
  const parts = [
    goalPerSecond === undefined ? null : `≥ ${grouped(goalPerSecond)}/s`,
    goalRatio === undefined ? null : `≤ ${goalRatio} × floor`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** Cells padded to the width of their column; the first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => padded(row).join('  ').trimEnd()).join('\n');
}

export function benchText(result: BenchResult): string {
  const { machine, growth, rehearsal } = result;
  const sizes = [...new Set(result.figures.map(({ size }) => size))];
  const blocks = sizes.map((size) =>
    table([
      [`${grouped(size)} customers`, 'a second', 'floor', 'time to floor', 'goal'],
      ...result.figures
        .filter((figure) => figure.size === size)
        .map((figure) => [
          figure.label,
          grouped(figure.perSecond),
          grouped(figure.floorPerSecond),
          `${figure.ratio.toFixed(2)} ×`,
          goalText(figure),
        ]),
    ]),
  );
  const growing = table([
    ['cost grows with size to the power of', ''],
    ...growth.map(({ name, exponent }) => [figures[name].label, exponent.toFixed(2)]),
  ]);
  return [
    `${machine.cores} × ${machine.cpu}, load ${machine.load.toFixed(1)}, Node ${machine.node}, SQLite with synchronous=FULL`,
    'floor: the same rows written by bare prepared statements in the same transactions, here and now',
    '',
    blocks.join('\n\n'),
    '',
    ...(sizes.length > 1 ? [growing, ''] : []),
    `rehearsal of 10,000 customers over 90 days, ${grouped(rehearsal.messages)} messages: ${rehearsal.seconds.toFixed(1)} s (goal ≤ ${rehearsal.goalSeconds} s)`,
  ].join('\n');
}
