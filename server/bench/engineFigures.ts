/** What the engine's own phases came to: figures per size, growth over the sizes, the goals beside them. */
import type { Figure, Round, Timing } from './measureSize.ts';
import { grouped, type Section } from './section.ts';
import { slopeOf } from './spread.ts';

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

/** Cost grows with size to this power; 1 is linear. */
export interface Growth {
  name: Figure;
  exponent: number;
}

const EXPONENT_GOAL = '≤ 1.1';

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

/** Slope of log cost over log size; needs two sizes. */
export function growthOf(results: readonly FigureResult[]): Growth[] {
  return names.map((name) => {
    const points = results
      .filter((result) => result.name === name)
      .map(({ size, perSecond }) => ({ x: Math.log(size), y: Math.log(size / perSecond) }));
    return { name, exponent: slopeOf(points) };
  });
}

function goalText({ goalPerSecond, goalRatio }: FigureText): string {
  const parts = [
    goalPerSecond === undefined ? null : `≥ ${grouped(goalPerSecond)}/s`,
    goalRatio === undefined ? null : `≤ ${goalRatio} × floor`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export function engineSection(results: readonly FigureResult[], growth: readonly Growth[]): Section {
  const sizes = [...new Set(results.map(({ size }) => size))];
  const tables = sizes.map((size) => [
    [`${grouped(size)} customers`, 'a second', 'floor', 'time to floor', 'goal'],
    ...results
      .filter((figure) => figure.size === size)
      .map((figure) => [
        figure.label,
        grouped(figure.perSecond),
        grouped(figure.floorPerSecond),
        `${figure.ratio.toFixed(2)} ×`,
        goalText(figure),
      ]),
  ]);
  const growing = [
    ['cost grows with size to the power of', '', 'goal'],
    ...growth.map(({ name, exponent }) => [figures[name].label, exponent.toFixed(2), EXPONENT_GOAL]),
  ];
  return {
    about:
      'The engine in its own thread. Floor: the same rows written by bare prepared statements in the same transactions, here and now.',
    tables: sizes.length > 1 ? [...tables, growing] : tables,
    data: { figures: results, growth },
  };
}
