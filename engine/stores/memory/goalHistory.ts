import type { Where } from '../../../shared/condition.ts';
import type { CustomerEvent } from '../../../shared/event.ts';
import { matchesWhere } from '../../core/evaluate.ts';
import { readIn } from '../../core/facts.ts';
import { addValue, noMoments } from '../../core/statistics/moments.ts';
import { addDuration } from '../../core/time/duration.ts';
import { knownZone } from '../../core/zones.ts';
import type { GoalHistory, GoalHistoryQuery, PastEntry } from '../reports.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';
import { meetsCondition } from './population.ts';

type EventsOf = (asked: { event: string; where?: Where | undefined }) => CustomerEvent[];

/** null where it did not let the customer in. */
function firstEntryMs(
  { missing, untilMs, ...trigger }: PastEntry,
  since: { fromMs: number; zone: string },
  eventsOf: EventsOf,
): number | null {
  const starts = eventsOf(trigger).flatMap(({ occurredAtMs: startedAtMs }) => {
    if (!missing) return startedAtMs;
    const atMs = addDuration(startedAtMs, missing.within, since.zone);
    const came = eventsOf(missing).some(
      ({ occurredAtMs }) => occurredAtMs >= startedAtMs && occurredAtMs < atMs,
    );
    return came ? [] : atMs;
  });
  const entries = starts.filter((atMs) => atMs >= since.fromMs && atMs <= untilMs);
  return entries.length === 0 ? null : Math.min(...entries);
}

export function goalHistory(data: MemoryData, query: GoalHistoryQuery): GoalHistory {
  const { population, untilMs, property, entry } = query;
  let customerCount = 0;
  let convertedCount = 0;
  const values: number[] = [];
  for (const record of recordsInOrder(data)) {
    const { profile } = record;
    if (!profile || !meetsCondition(record, profile, population)) continue;
    const zone = knownZone(profile.timeZone) ?? population.zone;
    const eventsOf: EventsOf = ({ event: name, where }) =>
      (record.events.get(name) ?? [])
        .map(({ event }) => event)
        .filter((event) => matchesWhere(where, event, untilMs, zone));
    const fromMs = entry
      ? firstEntryMs(entry, { fromMs: population.nowMs, zone }, eventsOf)
      : population.nowMs;
    if (fromMs === null) continue;
    const endMs = entry ? addDuration(fromMs, entry.within, zone) : untilMs + 1;
    const events = eventsOf(query).filter(
      ({ occurredAtMs }) => occurredAtMs >= fromMs && occurredAtMs < endMs,
    );
    customerCount++;
    if (events.length > 0) convertedCount++;
    if (property === null) continue;
    const amounts = events.map(({ properties }) => readIn(properties, property));
    values.push(amounts.reduce<number>((sum, amount) => sum + (typeof amount === 'number' ? amount : 0), 0));
  }
  const nearlyAll = Math.ceil((999 * values.length) / 1000) - 1;
  const percentile999 = values.toSorted((a, b) => a - b)[nearlyAll] ?? 0;
  return {
    customerCount,
    convertedCount,
    value: property === null ? null : { ...values.reduce(addValue, noMoments), percentile999 },
  };
}
