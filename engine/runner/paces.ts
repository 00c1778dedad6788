/** Free instants of everything that is paced; part of each commit, so that a restart keeps the pace. */
export class Paces {
  private readonly nextAtMs: Map<string, number>;
  private readonly changed = new Set<string>();

  constructor(stored: ReadonlyMap<string, number>) {
    this.nextAtMs = new Map(stored);
  }

  /** The first slot at once, the next each 1/n second later. */
  take = (pace: string, perSecond: number, nowMs: number): number => {
    const slotMs = Math.max(nowMs, this.nextAtMs.get(pace) ?? 0);
    this.nextAtMs.set(pace, slotMs + 1000 / perSecond);
    this.changed.add(pace);
    return Math.round(slotMs);
  };

  /** When the next slot of a pace is free. */
  nextMs(pace: string): number {
    return Math.round(this.nextAtMs.get(pace) ?? 0);
  }

  /** What is to be kept, in whole milliseconds: fractions count only until a restart. */
  takeChanges(): { name: string; nextAtMs: number }[] {
    const changes = [...this.changed].map((name) => ({ name, nextAtMs: this.nextMs(name) }));
    this.changed.clear();
    return changes;
  }
}
