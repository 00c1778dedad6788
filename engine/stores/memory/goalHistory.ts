import type { Where } from '../../../shared/condition.ts';
import type { CustomerEvent } from '../../../shared/event.ts';
import { householdOf } from '../../core/drawnUnit.ts';
import { matchesWhere } from '../../core/evaluate.ts';
import { readIn } from '../../core/facts.ts';
import { addPair, addValue, noMoments, noPairMoments } from '../../core/statistics/moments.ts';
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

function sumOf(events: readonly CustomerEvent[], property: string): number {
  const amounts = events.map(({ properties }) => readIn(properties, property));
  return amounts.reduce<number>((sum, amount) => sum + (typeof amount === 'number' ? amount : 0), 0);
}

export function goalHistory(data: MemoryData, query: GoalHistoryQuery): GoalHistory {
  const { population, untilMs, property, entry, unit } = query;
  let customerCount = 0;
  let convertedCount = 0;
  const values: number[] = [];
  const households = new Map<string, { customers: number; converted: number; sum: number }>();
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
    const sum = property === null ? 0 : sumOf(events, property);
    values.push(sum);
    if (!unit) continue;
    const name = householdOf(profile, unit);
    const key = name === null ? `c${record.profileId}` : `h${name}`;
    const known = households.get(key) ?? { customers: 0, converted: 0, sum: 0 };
    households.set(key, {
      customers: known.customers + 1,
      converted: known.converted + Math.min(1, events.length),
      sum: known.sum + sum,
    });
  }
  const nearlyAll = Math.ceil((999 * values.length) / 1000) - 1;
  const percentile999 = values.toSorted((a, b) => a - b)[nearlyAll] ?? 0;
  const value = property === null ? null : { ...values.reduce(addValue, noMoments), percentile999 };
  const found = { customerCount, convertedCount, value };
  if (!unit) return found;
  const pairsOf = (what: 'converted' | 'sum') =>
    [...households.values()].reduce((sum, one) => addPair(sum, one[what], one.customers), noPairMoments);
  return {
    ...found,
    households: { conversions: pairsOf('converted'), values: property === null ? null : pairsOf('sum') },
  };
}
