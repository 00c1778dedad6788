import type { CustomerEvent } from '../../../../shared/event.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { HistoryEvent } from '../../../core/records.ts';
import { packed } from './columns.ts';

export const eventColumns = [
  'profile_id',
  'name',
  'occurred_at_ms',
  'seq',
  'id',
  'accepted_at_ms',
  'properties',
] as const;

/** Values in the order of `eventColumns`. */
export type EventValues = [
  profileId: string,
  name: string,
  occurredAtMs: number,
  seq: number,
  id: string,
  acceptedAtMs: number,
  properties: string | null,
];

export function eventValues(event: HistoryEvent, seq: number): EventValues {
  return [
    event.profileId,
    event.name,
    event.occurredAtMs,
    seq,
    event.id,
    event.acceptedAtMs,
    packed(event.properties),
  ];
}

export function eventOf(values: EventValues): HistoryEvent {
  const [profileId, name, occurredAtMs, , id, acceptedAtMs, properties] = values;
  return { profileId, id, name, properties: propertiesOf(properties), occurredAtMs, acceptedAtMs };
}

/** The same without its owner; spelled out, because leaving a field out by rest costs ten times as much. */
export function customerEventOf(values: EventValues): CustomerEvent {
  const [, name, occurredAtMs, , id, acceptedAtMs, properties] = values;
  return { id, name, properties: propertiesOf(properties), occurredAtMs, acceptedAtMs };
}

export function propertiesOf(text: string | null): JsonObject {
  // JSON that eventValues wrote
  return text === null ? {} : (JSON.parse(text) as JsonObject);
}
