/** The demo bank's clock: Asia/Shanghai, which has kept UTC+8 without daylight saving since 1991. */
import { DAY_MS, HOUR_MS } from '../../shared/timeUnits.ts';
import { type Chance, exponential } from './chance.ts';

const OFFSET_MS = 8 * HOUR_MS;

export function shanghaiMidnight(atMs: number): number {
  return Math.floor((atMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
}

/** The bank's local time as a journey document writes it: `YYYY-MM-DDTHH:mm`. */
export function shanghaiText(atMs: number): string {
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, 16);
}

/** A waking hour of some day between two instants. */
export function wakingInstant(
  between: { fromMs: number; toMs: number },
  chance: Chance,
  ...names: readonly string[]
): number {
  const { fromMs, toMs } = between;
  const rawMs = fromMs + chance(...names, 'day') * (toMs - fromMs);
  // two draws together make noon busier than morning and evening
  const hour = 8 + 7 * (chance(...names, 'hour') + chance(...names, 'other hour'));
  const wakingMs = Math.floor(shanghaiMidnight(rawMs) + hour * HOUR_MS);
  return wakingMs > fromMs && wakingMs < toMs ? wakingMs : Math.floor(rawMs);
}

/** Some time later: soon as a rule, never at once. */
export function later(fromMs: number, meanMs: number, draw: number): number {
  return fromMs + 20_000 + exponential(meanMs, draw);
}
