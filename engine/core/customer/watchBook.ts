import type { Watch, WatchChanges } from '../watch.ts';

type Name = Pick<Watch, 'type' | 'name'>;

const NO_CHANGES: WatchChanges = { put: [], drop: [] };

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
  private readonly loaded: readonly Watch[];
  /** null where nothing is watched, which is most customers of most workspaces */
  private rows: Map<string, Watch> | null;

  constructor(watches: readonly Watch[]) {
    this.loaded = watches;
    this.rows = watches.length === 0 ? null : new Map(watches.map((watch) => [keyOf(watch), watch]));
  }

  get isEmpty(): boolean {
    return this.rows === null || this.rows.size === 0;
  }

  all(): Watch[] {
    return this.rows === null ? [] : [...this.rows.values()];
  }

  get(type: Watch['type'], name: string): Watch | undefined {
    return this.rows?.get(keyOf({ type, name }));
  }

  put(watch: Watch): void {
    this.rows ??= new Map();
    this.rows.set(keyOf(watch), watch);
  }

  drop(name: Name): void {
    this.rows?.delete(keyOf(name));
  }

  /**
   * When the clock next changes something; infinity when it never does.
   * @param of exits and waits that are looked at, or entries that fall due
   */
  nextFlipMs(of: 'looks' | 'entries'): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { type, flipsAtMs } of this.rows?.values() ?? []) {
      const isMeant = (type === 'look') === (of === 'looks');
      if (isMeant && flipsAtMs !== null && flipsAtMs < first) first = flipsAtMs;
    }
    return first;
  }

  changes(): WatchChanges {
    const { rows } = this;
    if (rows === null) return NO_CHANGES;
    const before = new Map(this.loaded.map((watch) => [keyOf(watch), watch]));
    const put = [...rows].flatMap(([key, watch]) => {
      const known = before.get(key);
      return known && isSame(known, watch) ? [] : [watch];
    });
    const drop = this.loaded.filter((watch) => !rows.has(keyOf(watch)));
    return { put, drop: drop.map(({ type, name }) => ({ type, name })) };
  }
}
