// A second computation of zones that shares nothing with the engine: the formatter of the JavaScript runtime,
// asked every two days and halved down to the second where two answers differ.

const STEP_MS = 2 * 86_400_000;

/** A change of clocks: up to `atMs` the first offset holds, from it on the second. */
export interface OffsetChange {
  atMs: number;
  beforeMs: number;
  afterMs: number;
}

/** A reader of the offset (local minus UTC, in milliseconds) of one zone. */
export function offsetReader(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (ms) => {
    const text = format.format(ms);
    const name = text.slice(text.indexOf('GMT') + 3); // `+05:45`, or nothing in Greenwich
    if (name === '') return 0;
    const minutes = Number(name.slice(1, 3)) * 60 + Number(name.slice(4, 6));
    return (name.startsWith('-') ? -minutes : minutes) * 60_000;
  };
}

/** All changes of clocks in `(fromMs, toMs]`. */
export function offsetChanges(zone: string, fromMs: number, toMs: number): OffsetChange[] {
  const offsetAt = offsetReader(zone);
  const changes: OffsetChange[] = [];
  let beforeMs = offsetAt(fromMs);
  for (let ms = fromMs; ms < toMs; ms += STEP_MS) {
    const afterMs = offsetAt(ms + STEP_MS);
    if (afterMs === beforeMs) continue;
    let low = ms;
    let high = ms + STEP_MS;
    while (high - low > 1_000) {
      const middle = low + Math.floor((high - low) / 2_000) * 1_000;
      if (offsetAt(middle) === beforeMs) low = middle;
      else high = middle;
    }
    changes.push({ atMs: high, beforeMs, afterMs });
    beforeMs = afterMs;
  }
  return changes;
}
