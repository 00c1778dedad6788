import type { Watch, WatchChanges } from '../records.ts';

type Name = Pick<Watch, 'type' | 'name'>;

function keyOf({ type, name }: Name): string {
  return `${type}/${name}`;
}

function isSame(a: Watch, b: Watch): boolean {
  return (
    a.isIn === b.isIn && a.sinceMs === b.sinceMs && a.flipsAtMs === b.flipsAtMs && a.eventId === b.eventId
  );
}

/** What is watched of one customer while a batch decides, and how it differs from what was loaded. */
export class WatchBook {
  private readonly rows: Map<string, Watch>;
  private readonly loaded: ReadonlyMap<string, Watch>;

  constructor(watches: readonly Watch[]) {
    this.loaded = new Map(watches.map((watch) => [keyOf(watch), watch]));
    this.rows = new Map(this.loaded);
  }

  get isEmpty(): boolean {
    return this.rows.size === 0;
  }

  all(): Watch[] {
    return [...this.rows.values()];
  }

  get(type: Watch['type'], name: string): Watch | undefined {
    return this.rows.get(keyOf({ type, name }));
  }

  put(watch: Watch): void {
    this.rows.set(keyOf(watch), watch);
  }

  drop(name: Name): void {
    this.rows.delete(keyOf(name));
  }

  /**
   * When the clock next changes something; infinity when it never does.
   * @param of exits and waits that are looked at, or entries that fall due
   */
  nextFlipMs(of: 'looks' | 'entries'): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { type, flipsAtMs } of this.rows.values()) {
      const isMeant = (type === 'look') === (of === 'looks');
      if (isMeant && flipsAtMs !== null && flipsAtMs < first) first = flipsAtMs;
    }
    return first;
  }

  changes(): WatchChanges {
    const put: Watch[] = [];
    for (const [key, watch] of this.rows) {
      const before = this.loaded.get(key);
      if (!before || !isSame(before, watch)) put.push(watch);
    }
    const drop = [...this.loaded].filter(([key]) => !this.rows.has(key)).map(([, watch]) => watch);
    return { put, drop: drop.map(({ type, name }) => ({ type, name })) };
  }
}
