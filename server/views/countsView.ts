import type { CountDelta } from '../../engine/core/records.ts';
import type { Counts } from '../../shared/api/journeys.ts';
import { instantText } from '../../shared/time.ts';

type Tally = { [name: string]: number };
type NodeCounts = Counts['nodes'][string];

function add(tally: Tally, name: string, count: number): void {
  tally[name] = (tally[name] ?? 0) + count;
}

function total(tally: Tally): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}

function emptyNode(): NodeCounts {
  return { arrived: 0, moved: {}, here: 0, left: {}, ended: {}, messages: {}, parked: 0 };
}

/** Sums of the counters, per node and for the journey. */
export function countsView(rows: readonly CountDelta[], version: number | null, nowMs: number): Counts {
  const counts: Counts = {
    at: instantText(nowMs),
    version,
    entered: 0,
    active: 0,
    refused: {},
    ended: {},
    goals: {},
    nodes: {},
  };
  // what was counted and undone is as if it had never been
  for (const row of rows.filter(({ count }) => count !== 0)) {
    const node = row.node === '' ? emptyNode() : (counts.nodes[row.node] ?? emptyNode());
    if (row.node !== '') counts.nodes[row.node] = node;
    switch (row.metric) {
      case 'entered':
        counts.entered += row.count;
        break;
      case 'refused':
        // whoever a pause held is decided about later; the backlog knows who waits
        if (row.detail !== 'held') add(counts.refused, row.detail, row.count);
        break;
      case 'goal':
        add(counts.goals, row.detail, row.count);
        break;
      case 'ended':
        add(counts.ended, row.detail, row.count);
        add(node.ended, row.detail, row.count);
        break;
      case 'arrived':
        node.arrived += row.count;
        break;
      case 'left':
        add(node.left, row.detail, row.count);
        break;
      case 'message':
        add(node.messages, row.detail, row.count);
        break;
      case 'parked':
        node.parked += row.count;
        break;
      case 'retried':
        node.parked -= row.count;
        break;
      case 'moved':
        add(node.moved, row.detail, row.count);
        break;
      case 'movedBack':
        add(node.moved, row.detail, -row.count);
        break;
      // who was assigned elsewhere never was here
      case 'imported':
        break;
    }
  }
  counts.active = counts.entered - total(counts.ended);
  for (const node of Object.values(counts.nodes)) {
    node.here = Math.max(0, node.arrived - total(node.left) - total(node.ended));
    // whoever was removed while parked is still in the counter
    node.parked = Math.min(node.parked, node.here);
  }
  return counts;
}
