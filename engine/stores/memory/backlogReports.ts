/** What a pause held, for people to read. */
import { BACKLOG_PLACE, BACKLOG_TYPES, backlogPlace, heldRef } from '../backlogRow.ts';
import type { BacklogFilter, BacklogRow, Reports } from '../reports.ts';
import type { MemoryData } from './memoryData.ts';
import { pageBy } from './pages.ts';

interface Listed {
  row: BacklogRow;
  ref: string;
}

function entriesOf(data: MemoryData, journeyId: string): Listed[] {
  return data.entries
    .filter((entry) => entry.journeyId === journeyId && entry.decision === 'held')
    .map(({ seq, atMs, profileId, key, offer }) => ({
      row: { atMs, profileId, held: { type: 'entry', event: offer?.entry.name ?? null, key } },
      ref: String(seq),
    }));
}

function actsOf({ due }: MemoryData, { journeyId, overdueAtMs }: BacklogFilter): Listed[] {
  const planned = overdueAtMs === null ? [] : [...(due.effects.get(journeyId) ?? [])];
  const overdue = planned.filter(({ dueAtMs }) => overdueAtMs !== null && dueAtMs <= overdueAtMs);
  return [...(due.held.get(journeyId) ?? []), ...overdue].map(
    ({ dueAtMs, profileId, ordinal, node, visit, lane }) => ({
      row: { atMs: dueAtMs, profileId, held: { type: 'act', ordinal, node, visit, lane } },
      ref: heldRef(ordinal, node, visit, lane),
    }),
  );
}

function timersOf(data: MemoryData, { journeyId, overdueAtMs }: BacklogFilter): Listed[] {
  if (overdueAtMs === null) return [];
  return [...(data.due.timers.get(journeyId) ?? [])].flatMap(({ atMs, profileId, ordinal }): Listed[] => {
    const waiting = data.customers
      .get(profileId)
      ?.enrollments.find((one) => one.journeyId === journeyId && one.ordinal === ordinal);
    if (atMs > overdueAtMs || waiting?.status !== 'active') return [];
    const { node } = waiting.state;
    return [{ row: { atMs, profileId, held: { type: 'timer', ordinal, node } }, ref: String(ordinal) }];
  });
}

function allOf(data: MemoryData, filter: BacklogFilter): Listed[] {
  return [...entriesOf(data, filter.journeyId), ...actsOf(data, filter), ...timersOf(data, filter)];
}

export function backlogReports(data: MemoryData): Pick<Reports, 'backlog' | 'backlogCounts'> {
  return {
    backlog: async (filter, page) => {
      const { items, next } = pageBy(allOf(data, filter), page, {
        place: ({ row, ref }) => backlogPlace(row, ref),
        shape: BACKLOG_PLACE,
        direction: 1,
      });
      return { items: items.map(({ row }) => row), next };
    },
    backlogCounts: async ({ youngAfterMs, oldUntilMs, ...filter }) => {
      const rows = allOf(data, filter).map(({ row }) => row);
      return BACKLOG_TYPES.map((type) => {
        const instants = rows.filter(({ held }) => held.type === type).map(({ atMs }) => atMs);
        const young = instants.filter((atMs) => atMs > youngAfterMs).length;
        const old = instants.filter((atMs) => atMs <= oldUntilMs).length;
        return { type, young, old, middle: instants.length - young - old };
      });
    },
  };
}
