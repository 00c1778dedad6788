/** Clocks of `eventMissing` triggers: a customer did one thing, and not another within a time (language.md 2.1, §11.2). */
import type { CustomerEvent } from '../../../shared/event.ts';
import { matchesWhere } from '../evaluate.ts';
import { isForKey, keyText } from '../moment.ts';
import type { Offer } from '../records.ts';
import { addDuration } from '../time/duration.ts';
import { journeyZone } from '../zones.ts';
import type { CustomerDraft } from './draft.ts';
import { type DecidedOffer, decideEntry, offerByEvent } from './enter.ts';
import { isOpen, type RunningJourney } from './world.ts';

/** Journey and business key; journey ids hold no slash. */
function clockName(journeyId: string, key: string | null): string {
  return key === null ? journeyId : `${journeyId}/${key}`;
}

function readName(name: string): { journeyId: string; key: string | null } {
  const slash = name.indexOf('/');
  return slash < 0
    ? { journeyId: name, key: null }
    : { journeyId: name.slice(0, slash), key: name.slice(slash + 1) };
}

/** Stops the clocks of what an event was missing from, then starts the one that it begins; an event may do both. */
export function hearForMissing(
  draft: CustomerDraft,
  running: RunningJourney,
  event: CustomerEvent,
): DecidedOffer[] {
  const { entry, journey } = running.current;
  const { source } = entry;
  if (source.on !== 'eventMissing') return [];
  const { nowMs, workspace } = draft.world;
  const zone = journeyZone(journey, workspace);
  const fits = (rule: { event: string; where?: typeof source.where }) =>
    rule.event === event.name && matchesWhere(rule.where, event, nowMs, zone);
  if (fits(source.missing)) {
    for (const row of draft.watches.all()) {
      if (row.type !== 'missing') continue;
      const { journeyId, key } = readName(row.name);
      const isMeant = journeyId === running.id && isForKey(event, source.missing.key ?? entry.key, key);
      if (isMeant) draft.watches.drop(row);
    }
  }
  if (!fits(source)) return [];
  const key = entry.key === undefined ? null : keyText(event.properties[entry.key]);
  // refused at once, with the reason counted: there is nothing a clock could lead to
  if (!isOpen(running) || (entry.key !== undefined && key === null)) {
    return [decideEntry(draft, running, offerByEvent(event, key))];
  }
  const name = clockName(running.id, key);
  if (draft.watches.get('missing', name)) return [];
  const flipsAtMs = addDuration(nowMs, source.within, draft.zoneIn(journey));
  draft.watches.put({ type: 'missing', name, isIn: false, sinceMs: nowMs, flipsAtMs, eventId: event.id });
  return [];
}

/** Clocks that have run out. */
export function dueClocks(draft: CustomerDraft, atMs: number): { running: RunningJourney; offer: Offer }[] {
  return draft.watches.all().flatMap((row) => {
    if (row.type !== 'missing' || row.flipsAtMs === null || row.flipsAtMs > atMs) return [];
    draft.watches.drop(row);
    const { journeyId, key } = readName(row.name);
    const running = draft.world.journeys.get(journeyId);
    const event = draft.events.find(({ id }) => id === row.eventId);
    // a later version may wait for something else
    if (running?.current.entry.source.on !== 'eventMissing' || !event) return [];
    return [{ running, offer: offerByEvent(event, key) }];
  });
}
