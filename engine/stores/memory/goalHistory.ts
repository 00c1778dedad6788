import { matchesWhere } from '../../core/evaluate.ts';
import { readIn } from '../../core/facts.ts';
import { addValue, noMoments } from '../../core/statistics/moments.ts';
import { knownZone } from '../../core/zones.ts';
import type { GoalHistory, GoalHistoryQuery } from '../reports.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';
import { meetsCondition } from './population.ts';

export function goalHistory(data: MemoryData, query: GoalHistoryQuery): GoalHistory {
  const { population, untilMs, event: name, where, property } = query;
  let customerCount = 0;
  let convertedCount = 0;
  let value = noMoments;
  for (const record of recordsInOrder(data)) {
    const { profile } = record;
    if (!profile || !meetsCondition(record, profile, population)) continue;
    const zone = knownZone(profile.timeZone) ?? population.zone;
    const events = (record.events.get(name) ?? [])
      .map(({ event }) => event)
      .filter(({ occurredAtMs }) => occurredAtMs >= population.nowMs && occurredAtMs <= untilMs)
      .filter((event) => matchesWhere(where, event, untilMs, zone));
    customerCount++;
    if (events.length > 0) convertedCount++;
    if (property === null) continue;
    const amounts = events.map(({ properties }) => readIn(properties, property));
    value = addValue(
      value,
      amounts.reduce<number>((sum, amount) => sum + (typeof amount === 'number' ? amount : 0), 0),
    );
  }
  return { customerCount, convertedCount, value: property === null ? null : value };
}
