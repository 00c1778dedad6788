import type { CountDelta } from '../core/records.ts';

/** Counts of a batch added up, so that it writes one row per node and not per customer. */
export class CountSums {
  private readonly byJourney = new Map<string, Map<string, CountDelta[]>>();

  add(delta: CountDelta): void {
    const { metric, detail, version } = delta;
    const atNode = this.listOf(delta);
    const known = atNode.find(
      (other) => other.metric === metric && other.detail === detail && other.version === version,
    );
    if (known) known.count += delta.count;
    else atNode.push({ ...delta });
  }

  /** What happened at one node: few enough to be searched one by one. */
  private listOf({ journeyId, node }: CountDelta): CountDelta[] {
    const byNode = this.byJourney.get(journeyId) ?? new Map<string, CountDelta[]>();
    const atNode = byNode.get(node);
    if (atNode) return atNode;
    const list: CountDelta[] = [];
    this.byJourney.set(journeyId, byNode.set(node, list));
    return list;
  }

  all(): CountDelta[] {
    return [...this.byJourney.values()].flatMap((byNode) => [...byNode.values()].flat());
  }

  journeyIds(): ReadonlySet<string> {
    return new Set(this.byJourney.keys());
  }
}
