/** I3: no timer early, and late only where nothing could run. */
import type { TraceRow } from '../../../engine/core/records.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { afterStandstills } from './ended.ts';
import { idOf, type Knowledge, type Node } from './knowledge.ts';
import { DAY_MS, endOf, instantOfWall, isInWindow, minuteOf, minuteOfDay, wallMs } from './localTime.ts';

interface Waited {
  node: Node;
  document: JourneyInput;
  arrival: TraceRow;
  departure: TraceRow;
  /** when the wait was taken over by a new version, or given back; what would be over by then ends then */
  movedMs: number | null;
}

/** Arrivals that a timer ended, with the two lines of the trace that say so. */
function waitsIn(known: Knowledge): Waited[] {
  const waits: Waited[] = [];
  for (const rows of known.traceById.values()) {
    for (const departure of rows) {
      const { journeyId, version, node: name, visit, outlet, reason } = departure;
      const document = known.documentOf(journeyId, version);
      const node = document?.nodes[name];
      const ofVisit = rows.filter(
        (row) => row.node === name && row.visit === visit && row.index < departure.index,
      );
      const moved = ofVisit.findLast((row) => row.reason === 'migrated' || row.reason === 'move-undone');
      // whoever moves waits on from where they stood
      const stood = (row: TraceRow) => row.index < (moved?.index ?? 0) && row.outlet === null;
      const arrival = moved ? rows.findLast((row) => stood(row) && row.reason === null) : ofVisit[0];
      const isByTimer = outlet === 'next' || outlet === 'timeout' || reason === 'ranked';
      if (!document || !node || !arrival || outlet === null || !isByTimer) continue;
      const sinceArrival = rows.filter(({ index }) => index > arrival.index && index < departure.index);
      if (sinceArrival.some((row) => row.reason === 'restarted')) continue;
      waits.push({ node, document, arrival, departure, movedMs: moved?.atMs ?? null });
    }
  }
  return waits;
}

/** The first time on the wall at or after an arrival. */
function nextTimeOfDay(fromMs: number, at: string, zone: string): number {
  const midnight = Math.floor(wallMs(fromMs, zone) / DAY_MS) * DAY_MS;
  for (let days = 0; ; days++) {
    const ms = instantOfWall(midnight + days * DAY_MS + minuteOf(at) * 60_000, zone);
    if (ms >= fromMs) return ms;
  }
}

/** When the timer was due; null for settings this checker does not compute. */
function dueMsOf(known: Knowledge, { node, document, arrival }: Waited): number | null {
  const { settings, kind } = node;
  const zone = known.waitZone(arrival.profileId, document);
  if (kind === 'waitUntil') {
    const isPlain = settings.until === 'time' && typeof settings.at === 'string' && !settings.days;
    return isPlain ? nextTimeOfDay(arrival.atMs, String(settings.at), zone) : null;
  }
  if (kind === 'delay' && !settings.jitter && !settings.at) {
    return endOf(arrival.atMs, String(settings.duration), zone);
  }
  if (kind === 'waitFor' && !settings.timeoutWindow)
    return endOf(arrival.atMs, String(settings.timeout), zone);
  return null;
}

export function noTimerEarly(known: Knowledge): string[] {
  return waitsIn(known).flatMap((wait) => {
    const dueMs = dueMsOf(known, wait);
    const { arrival, departure } = wait;
    if (dueMs === null || departure.atMs >= dueMs) return [];
    return [
      `${arrival.journeyId}/${arrival.profileId} left ${arrival.node} at ${departure.atMs}, ` +
        `arrived ${arrival.atMs}, due ${dueMs}`,
    ];
  });
}

export function noTimerLate(known: Knowledge): string[] {
  // a journey that its provider's rejections pause stands still unseen from outside
  if (known.plan.workspace.onProviderReject === 'pauseJourney') return [];
  return waitsIn(known).flatMap((wait) => {
    const dueMs = dueMsOf(known, wait);
    const { arrival, departure, node, movedMs } = wait;
    if (dueMs === null || node.settings.window) return [];
    const lastMs = afterStandstills(Math.max(dueMs, movedMs ?? 0), [
      ...known.downs,
      ...known.pausesOf(arrival.journeyId),
    ]);
    if (departure.atMs <= lastMs) return [];
    return [
      `${arrival.journeyId}/${arrival.profileId} left ${arrival.node} at ${departure.atMs}, ` +
        `arrived ${arrival.atMs}, due ${dueMs}, possible ${lastMs}`,
    ];
  });
}

/** A delay with a window ends inside it, by the customer's clock. */
export function delaysEndInWindows(known: Knowledge): string[] {
  const standstills = (journey: string) => [...known.downs, ...known.pausesOf(journey)];
  return waitsIn(known).flatMap(({ node, document, arrival, departure, movedMs }) => {
    // over already by the settings it moved to
    if (departure.atMs === movedMs) return [];
    const window = node.kind === 'delay' ? node.settings.window : undefined;
    if (
      typeof window !== 'object' ||
      window === null ||
      !('from' in window && 'to' in window) ||
      'zone' in window
    )
      return [];
    const minute = minuteOfDay(departure.atMs, known.waitZone(arrival.profileId, document));
    if (isInWindow(minute, String(window.from), String(window.to))) return [];
    const isLate = standstills(arrival.journeyId).some(
      // a run may end while nothing runs, and then what is due is done
      ({ fromMs, untilMs }) => departure.atMs > fromMs && departure.atMs <= untilMs,
    );
    const isCrossing = known.plan.workspace.onProviderReject === 'pauseJourney';
    return isLate || isCrossing
      ? []
      : [`${arrival.profileId} left ${arrival.node} outside its window at ${departure.atMs}`];
  });
}

/** At equal instants an event that a wait is for goes before the wait's timer. */
export function eventsGoBeforeTimers(known: Knowledge): string[] {
  const accepted = known.notesOf('event').filter(({ answer }) => answer === 'accepted');
  return waitsIn(known).flatMap(({ node, document, arrival, departure }) => {
    if (departure.outlet !== 'timeout' || arrival.atMs === departure.atMs) return [];
    const paths = node.settings.paths as { event?: string; where?: unknown; key?: string }[]; // of a waitFor
    const names = paths.flatMap(({ event, where, key }) => (event && !where && !key ? [event] : []));
    const keyName = String(document.nodes.start?.settings.key ?? '');
    const enrollment = known.enrollmentById.get(idOf(departure));
    const missed = accepted.find(
      ({ event, atMs }) =>
        atMs === departure.atMs &&
        event.profile === departure.profileId &&
        names.includes(event.name) &&
        (event.properties[keyName] ?? enrollment?.key ?? null) === (enrollment?.key ?? null),
    );
    const isDisturbed =
      known.crashedAt(departure.atMs) ||
      [...known.downs, ...known.pausesOf(departure.journeyId)].some(
        ({ fromMs, untilMs }) => departure.atMs >= fromMs && departure.atMs <= untilMs,
      );
    if (!missed || isDisturbed) return [];
    return [`${departure.profileId} timed out at ${departure.node} at the instant of ${missed.event.id}`];
  });
}
