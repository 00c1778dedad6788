/**
 * What is watched of a customer: audiences and days that triggers wait for, exits and waits on conditions. Each row
 * names the instant at which the clock alone may change it, so nobody polls (language.md 9.4).
 */
import { clockConditions, hasClockConditions } from '../clockConditions.ts';
import { readPath } from '../facts.ts';
import { evaluateUntil, type Horizon } from '../horizon.ts';
import type { JourneyWatch } from '../journeyWatch.ts';
import type { Offer } from '../records.ts';
import { nextDateOccurrence } from '../time/dateTrigger.ts';
import { readDate } from '../time/readDate.ts';
import { nextOccurrence } from '../time/schedule.ts';
import type { Watch } from '../watch.ts';
import { namedZone } from '../zones.ts';
import { isActive } from './advanceEnrollment.ts';
import { askingEnrollment, type CustomerDraft } from './draft.ts';
import { decideEntry, NOBODY_SENT_IT, takeEntry } from './enter.ts';
import { Asking, isWanted } from './entryQuestions.ts';
import { lookAgain } from './leave.ts';
import { dueClocks } from './missingEvents.ts';
import { compareJourneys, type RunningJourney, runs } from './world.ts';

/** The one row for all of the customer's exits and waits. */
const LOOK = { type: 'look', name: '', isIn: false, sinceMs: 0, eventId: null } as const;

const NOBODY: RunningJourney[] = [];

interface OfferTo {
  running: RunningJourney;
  offer: Offer;
}

function finite(untilMs: number): number | null {
  return Number.isFinite(untilMs) ? untilMs : null;
}

function membershipAt(
  draft: CustomerDraft,
  running: RunningJourney,
  source: Extract<JourneyWatch['source'], { on: 'audience' }>,
  atMs: number,
): Horizon {
  return evaluateUntil(source.watched, { ...draft.facts(running.current.journey, null), nowMs: atMs });
}

type DaySource = Exclude<JourneyWatch['source'], { on: 'audience' }>;

/** The first day from an instant on; an attribute that is no date has none. */
function nextDay(
  draft: CustomerDraft,
  running: RunningJourney,
  source: DaySource,
  fromMs: number,
): number | null {
  const { journey } = running.current;
  if (source.on === 'schedule') {
    return nextOccurrence(source.schedule, draft.zoneIn(journey), fromMs)?.atMs ?? null;
  }
  const { zone: asked, attribute, offset, at, yearly } = source;
  const zone = namedZone(asked, { profile: draft.profile, journey, workspace: draft.world.workspace });
  const dateMs = readDate(readPath({ profile: draft.profile, enrollment: null }, attribute), zone);
  return dateMs === null ? null : nextDateOccurrence({ date: dateMs, offset, at, yearly }, zone, fromMs);
}

/** How a customer stood when the journey began to watch: nothing has been applied since. */
function firstRow(draft: CustomerDraft, running: RunningJourney, watch: JourneyWatch): Watch {
  const { name, source, sinceMs } = watch;
  if (source.on !== 'audience') {
    const flipsAtMs = draft.isUnknown ? null : nextDay(draft, running, source, sinceMs);
    return { type: 'date', name, isIn: false, sinceMs: sinceMs - 1, flipsAtMs, eventId: null };
  }
  const row = { type: 'membership' as const, name, sinceMs, eventId: null };
  // a customer nobody knows is in no audience; current members that enter count as coming in
  if (draft.isUnknown) return { ...row, isIn: false, flipsAtMs: null };
  if (watch.enrolsCurrent) return { ...row, isIn: false, flipsAtMs: sinceMs };
  const { holds, untilMs } = membershipAt(draft, running, source, sinceMs);
  return { ...row, isIn: holds, flipsAtMs: finite(untilMs) };
}

/** Before anything is applied: adds rows for what has come to be watched, and drops those of what no longer is. */
export function startWatching(draft: CustomerDraft): void {
  const { watches, world } = draft;
  if (watches.isEmpty && world.watching.length === 0) return;
  const names = new Set(world.watching.map(({ watch }) => watch?.name));
  for (const row of watches.all()) {
    if ((row.type === 'membership' || row.type === 'date') && !names.has(row.name)) watches.drop(row);
  }
  for (const running of world.watching) {
    const { watch } = running;
    if (!watch) continue;
    const type = watch.source.on === 'audience' ? 'membership' : 'date';
    if (watches.get(type, watch.name)) continue;
    watches.put(firstRow(draft, running, watch));
    draft.touch();
  }
}

/**
 * Writes down whether the customer is in as of an instant; answers with the journeys that this brings them into.
 * @param isAsked which rows to ask for; others may have been asked as of a later instant already
 */
function flippedAt(
  draft: CustomerDraft,
  atMs: number,
  isAsked: (row: Watch) => boolean = () => true,
): RunningJourney[] {
  return draft.world.watching.filter((running) => {
    const { watch } = running;
    if (!watch) return false;
    if (watch.source.on !== 'audience') return false;
    const row = draft.watches.get('membership', watch.name);
    if (!row || !isAsked(row)) return false;
    const { holds, untilMs } = membershipAt(draft, running, watch.source, atMs);
    const hasFlipped = holds !== row.isIn;
    draft.watches.put({
      ...row,
      isIn: holds,
      flipsAtMs: finite(untilMs),
      ...(hasFlipped ? { sinceMs: atMs } : {}),
    });
    return hasFlipped && holds === (watch.source.when === 'enter');
  });
}

/** A date or zone has changed: finds the next day from now on; a day that was due before is still taken. */
function reschedule(draft: CustomerDraft): void {
  const { nowMs } = draft.world;
  for (const running of draft.world.watching) {
    const { watch } = running;
    if (!watch || watch.source.on === 'audience') continue;
    const row = draft.watches.get('date', watch.name);
    if (!row || (row.flipsAtMs !== null && row.flipsAtMs < nowMs)) continue;
    const flipsAtMs = nextDay(draft, running, watch.source, Math.max(nowMs, row.sinceMs + 1));
    draft.watches.put({ ...row, flipsAtMs });
  }
}

/** What changed about the customer may have brought them into, or out of, what is watched. */
export function enteredByChange(draft: CustomerDraft): RunningJourney[] {
  if (draft.world.watching.length === 0 || !draft.takeWatchedChange()) return NOBODY;
  reschedule(draft);
  return flippedAt(draft, draft.world.nowMs);
}

/** All are decided on the one state there is, before any of them takes a step (language.md 2.3). */
function takeAll(draft: CustomerDraft, offers: readonly OfferTo[]): void {
  const decided = offers.map(({ running, offer }) => decideEntry(draft, running, offer));
  for (const one of decided) takeEntry(draft, one);
}

/** @returns whether anybody was offered entry */
export function watchAgain(draft: CustomerDraft): boolean {
  const entered = enteredByChange(draft);
  takeAll(
    draft,
    entered.map((running) => ({ running, offer: NOBODY_SENT_IT })),
  );
  return entered.length > 0;
}

/** Days that have come. */
function dueDays(draft: CustomerDraft, atMs: number): OfferTo[] {
  return draft.world.watching.flatMap((running) => {
    const { watch } = running;
    if (!watch || watch.source.on === 'audience') return [];
    const row = draft.watches.get('date', watch.name);
    if (!row || row.flipsAtMs === null || row.flipsAtMs > atMs) return [];
    const flipsAtMs = nextDay(draft, running, watch.source, row.flipsAtMs + 1);
    draft.watches.put({ ...row, sinceMs: row.flipsAtMs, flipsAtMs });
    // a schedule asks its audience only; a customer's own day is offered to them, and refused with a reason
    const isOffered = watch.source.on === 'date' || isWanted(new Asking(draft, running, NOBODY_SENT_IT));
    return isOffered ? [{ running, offer: NOBODY_SENT_IT }] : [];
  });
}

/** The clock has reached an instant at which it may have made a condition of an exit or a wait true. */
export function lookByClock(draft: CustomerDraft, atMs: number): void {
  draft.askedAtMs = atMs;
  draft.watches.drop(LOOK);
  draft.touch();
  lookAgain(draft);
  draft.askedAtMs = null;
}

/** The clock has reached an instant at which entries fall due. */
export function enterByClock(draft: CustomerDraft, atMs: number): void {
  const isDue = ({ flipsAtMs }: Watch) => flipsAtMs !== null && flipsAtMs <= atMs;
  const entered = flippedAt(draft, atMs, isDue).map((running) => ({ running, offer: NOBODY_SENT_IT }));
  const offers = [...entered, ...dueDays(draft, atMs), ...dueClocks(draft, atMs)];
  takeAll(
    draft,
    offers.sort((a, b) => compareJourneys(a.running, b.running)),
  );
}

/** When exits and waits on conditions have to be looked at again though nothing happens. */
function nextLookMs(draft: CustomerDraft): number {
  let first = Number.POSITIVE_INFINITY;
  for (const enrollment of draft.enrollments) {
    if (!isActive(enrollment)) continue;
    const running = draft.world.journeys.get(enrollment.journeyId);
    const compiled = running?.versions.get(enrollment.version);
    if (!running || !compiled || !hasClockConditions(compiled)) continue;
    const { exits, waits } = clockConditions(compiled);
    const facts = draft.facts(compiled.journey, askingEnrollment(enrollment));
    // what waits is held in a pause and looked at on resume; exits are honoured all along
    const watched = runs(running) ? [...exits, ...(waits.get(enrollment.state.node) ?? [])] : exits;
    for (const condition of watched) first = Math.min(first, evaluateUntil(condition, facts).untilMs);
  }
  return first;
}

/** After everything came to rest. */
export function finishWatching(draft: CustomerDraft): void {
  const { watches, world } = draft;
  if (!world.isLooking && watches.isEmpty) return;
  const flipsAtMs = world.isLooking ? finite(nextLookMs(draft)) : null;
  if (flipsAtMs === null) watches.drop(LOOK);
  else watches.put({ ...LOOK, flipsAtMs });
}
