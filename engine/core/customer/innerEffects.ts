/** Acts that stay inside: events and entries a step asked for, applied in its own commit (language.md §6.9). */
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { keyText } from '../moment.ts';
import { enrollmentId } from '../records.ts';
import { applyEvent } from './applyEvent.ts';
import type { AskedInside, CustomerDraft } from './draft.ts';
import { offerEntry } from './enter.ts';
import { lookAgain } from './leave.ts';

/** The event's id says who emitted it where, so that a step taken again emits the same one. */
function emit(draft: CustomerDraft, { enrollment, node, visit }: AskedInside, name: string, of: JsonObject) {
  const { nowMs } = draft.world;
  const id = `${enrollmentId(enrollment)}/${node}/${visit}`;
  applyEvent(draft, { id, name, properties: of, occurredAtMs: nowMs, acceptedAtMs: nowMs }, undefined);
}

function enrol(
  draft: CustomerDraft,
  { depth }: AskedInside,
  asked: { journey: string; key: JsonValue | undefined; properties: JsonObject },
): void {
  const { journey: journeyId, key, properties } = asked;
  const running = draft.world.journeys.get(journeyId);
  const keyName = running?.current.entry.key;
  const found = key !== undefined || keyName === undefined ? key : properties[keyName];
  const offer = {
    entry: { eventId: null, name: null, properties, depth },
    key: keyText(found),
    by: 'journey' as const,
  };
  if (running) return offerEntry(draft, running, offer);
  draft.addEntryDecision({
    profileId: draft.profileId,
    journeyId,
    atMs: draft.world.nowMs,
    decision: 'not-live',
    key: offer.key,
    eventId: null,
    offer: null,
  });
}

/**
 * Applies what steps asked for, first asked first, each wholly before the next: an event emitted while another
 * is applied waits until that one has reached all of the customer's journeys.
 */
export function applyInside(draft: CustomerDraft): void {
  lookAgain(draft);
  for (let asked = draft.takeInside(); asked; asked = draft.takeInside()) {
    const { effect } = asked;
    draft.depth = asked.depth;
    if (effect.type === 'emitEvent') emit(draft, asked, effect.event, effect.properties);
    else enrol(draft, asked, effect);
    lookAgain(draft);
    draft.depth = 0;
  }
}
