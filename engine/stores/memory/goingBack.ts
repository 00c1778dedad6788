import { compareText } from '../../core/compareText.ts';
import { mayComeBack, wasMoved } from '../../core/customer/mayComeBack.ts';
import type { GoingBack, GoingBackQuery } from '../reports.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';

/** `Reports.goingBack` in memory. */
export function goingBack(data: MemoryData, { journeyId, version, nowMs }: GoingBackQuery): GoingBack[] {
  const groups = new Map<string, GoingBack>();
  for (const { enrollments, barredFrom } of recordsInOrder(data)) {
    for (const of of enrollments.filter(wasMoved)) {
      const { state, version: from, to } = of.former;
      if (of.journeyId !== journeyId || to !== version || !mayComeBack(of, enrollments, barredFrom)) continue;
      const name = `${from}/${state.node}`;
      const group = groups.get(name) ?? { version: from, node: state.node, count: 0, overdueCount: 0 };
      const isOverdue = state.wait !== null && state.wait.untilMs <= nowMs;
      groups.set(name, {
        ...group,
        count: group.count + 1,
        overdueCount: group.overdueCount + (isOverdue ? 1 : 0),
      });
    }
  }
  return [...groups.values()].sort((a, b) => a.version - b.version || compareText(a.node, b.node));
}
