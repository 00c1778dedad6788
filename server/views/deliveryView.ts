import { enrollmentId, type OutboxRow, sendKey } from '../../engine/core/records.ts';
import type { DeliveryView } from '../../shared/api/deliveries.ts';
import { instantText } from '../../shared/time.ts';
import { optionalInstant } from './optionalInstant.ts';

export function deliveryView(row: OutboxRow): DeliveryView {
  const message = row.effect.type === 'sendMessage' ? row.effect : null;
  return {
    key: sendKey(row),
    type: row.effect.type,
    profileId: row.profileId,
    journeyId: row.journeyId,
    enrollment: enrollmentId(row),
    version: row.version,
    node: row.node,
    visit: row.visit,
    channel: message?.channel ?? null,
    template: message?.template ?? null,
    status: row.status,
    reason: row.reason,
    hold: row.hold,
    plannedAt: instantText(row.plannedAtMs),
    dueAt: instantText(row.dueAtMs),
    decidedAt: optionalInstant(row.decidedAtMs),
    attempts: row.attempts,
    subject: row.content?.subject ?? null,
    body: row.content?.body ?? null,
    address: row.address,
    reference: row.reference,
  };
}
