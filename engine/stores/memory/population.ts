import type { Profile } from '../../../shared/profile.ts';
import { evaluate } from '../../core/evaluate.ts';
import { knownZone } from '../../core/zones.ts';
import type { PopulationQuery } from '../store.ts';
import { type CustomerRecord, compareKeptEvents } from './customerRecord.ts';
import { type MemoryData, recordsInOrder } from './memoryData.ts';

type Question = Omit<PopulationQuery, 'afterProfileId' | 'limit'>;

/** Profiles that meet a condition, in id order, after one id, at most so many. */
export function profilesMeeting(
  data: MemoryData,
  question: Question,
  page: { afterProfileId: string; limit: number },
): Profile[] {
  const met: Profile[] = [];
  for (const record of recordsInOrder(data, page.afterProfileId)) {
    if (met.length === page.limit) break;
    if (record.profile && meetsCondition(record, record.profile, question)) met.push(record.profile);
  }
  return met;
}

export function meetsCondition(record: CustomerRecord, profile: Profile, question: Question): boolean {
  if (question.condition === null) return true;
  const events = [...record.events.values()].flat().sort(compareKeptEvents);
  return evaluate(question.condition, {
    nowMs: question.nowMs,
    zone: knownZone(profile.timeZone) ?? question.zone,
    profile,
    events: events.map(({ event }) => event),
    enrollments: record.enrollments,
    conversions: record.conversions,
    sends: record.outbox,
    audiences: question.audiences,
    enrollment: null,
  });
}
