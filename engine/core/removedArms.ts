/** What becomes of the customers of arms that a version took away, when they come back (statistics.md §9.4). */
import type { Allocation } from './version.ts';

/** Per arm taken away: the arm its customers follow; null draws them again. */
export type RemovedArms = NonNullable<Allocation['removed']>;

/** What was said of an arm's customers; undefined where nothing was. An arm may be called like what every object has. */
export function followedFrom(said: RemovedArms | undefined, arm: string): string | null | undefined {
  return said && Object.hasOwn(said, arm) ? said[arm] : undefined;
}

/** What was said of each split's arms, by node. */
export type RemovedArmsChosen = { readonly [node: string]: RemovedArms };

export function chosenAt(chosen: RemovedArmsChosen, node: string): RemovedArms {
  return (Object.hasOwn(chosen, node) && chosen[node]) || {};
}

/**
 * The arm a customer is in now who was first in `arm`; an arm they follow may be taken away in its turn.
 * @returns null where they are drawn again
 */
export function armNow(
  arm: string,
  present: ReadonlySet<string>,
  removed: RemovedArms | undefined,
): string | null {
  const seen = new Set<string>();
  let at = arm;
  while (!present.has(at)) {
    const into = followedFrom(removed, at) ?? null;
    if (into === null || seen.has(into)) return null;
    seen.add(at);
    at = into;
  }
  return at;
}

/**
 * What a new version remembers of arms taken away under its salt.
 * @param chosen for those it takes away itself; drawn again where nobody chose
 */
export function removedArmsAfter(
  before: { arms: readonly string[]; removed: RemovedArms | undefined },
  present: readonly string[],
  chosen: RemovedArms,
): RemovedArms {
  const gone = before.arms.filter((arm) => !present.includes(arm));
  const earlier = Object.entries(before.removed ?? {}).filter(([arm]) => !present.includes(arm));
  return Object.fromEntries([
    ...earlier,
    ...gone.map((arm) => [arm, followedFrom(chosen, arm) ?? null] as const),
  ]);
}
