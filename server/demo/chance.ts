/** Repeatable chance: the same names give the same number in [0, 1), in every run with the same seed. */
export type Chance = (...names: readonly (string | number)[]) => number;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Chance without state: nothing drawn earlier changes what is drawn later, so a load can go on anywhere. */
export function seededChance(seed: string): Chance {
  return (...names) => spread(hash(`${seed}/${names.join('/')}`)) / 2 ** 32;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), FNV_PRIME);
  }
  return value;
}

/** The finalizer of MurmurHash3: texts that differ in one character end far apart. */
function spread(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** One of the values, as often as its weight says. */
export function pick<Value>(choices: readonly (readonly [Value, number])[], draw: number): Value {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = draw * total;
  for (const [value, weight] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = choices.at(-1);
  if (!last) throw new Error('nothing to pick from');
  return last[0];
}

/** One of the values, all equally often. */
export function pickOne<Value>(values: readonly Value[], draw: number): Value {
  const value = values[Math.floor(draw * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** A waiting time with the given mean: short ones often, long ones seldom. */
export function exponential(meanMs: number, draw: number): number {
  return Math.round(-meanMs * Math.log(1 - draw));
}
