/** I2 and I3: schedules and days call everybody they concern, once each and on time. */
import { afterStandstills } from './ended.ts';
import { group, type Knowledge, type NoteOf } from './knowledge.ts';
import { DAY_MS, instantOfWall } from './localTime.ts';

/** One customer of a journey that the clock calls into. */
interface Called {
  name: string;
  journey: string;
  /** instants at which a call may come */
  possible: number[];
  /** those of them at which one must */
  certain: number[];
  /** when an entry was offered, as the store says */
  offeredMs: number[];
  /** offers that somebody made by hand */
  byHand: number;
}

const wallOf = (local: string) => Date.parse(`${local}Z`);

/** Occurrences of a schedule that repeats daily a number of times. */
function occurrences(known: Knowledge, { document }: NoteOf<'publish'>, profile: string): number[] {
  const { start, repeat, zone } = document.nodes.start?.settings ?? {};
  const { times } = repeat as { times: number }; // as the plan writes it
  const inZone = zone === 'UTC' ? 'UTC' : known.waitZone(profile, document);
  return Array.from({ length: times }, (_, index) =>
    instantOfWall(wallOf(String(start)) + index * DAY_MS, inZone),
  );
}

/** Days that a customer's attribute names in the course of the run. */
function days(known: Knowledge, { document }: NoteOf<'publish'>, profile: string): number[] {
  const patches = known.plan.steps.flatMap(({ act }) => (act.do === 'profile' ? [act.profile] : []));
  const values = [...known.plan.profiles, ...patches].flatMap(({ id, attributes }) =>
    id === profile && attributes?.due !== undefined ? [String(attributes.due)] : [],
  );
  const zone = known.waitZone(profile, document);
  return [...new Set(values)].map((day) => instantOfWall(wallOf(`${day}T09:00`), zone));
}

/** Whether the journey takes people in from its publication on until an instant, the instant included. */
function isOpenUntil(known: Knowledge, journey: string, ms: number): boolean {
  return !known
    .notesOf('life')
    .some((of) => of.journey === journey && of.deed !== 'pause' && of.deed !== 'resume' && of.atMs <= ms);
}

function calledBy(known: Knowledge, publish: NoteOf<'publish'>): Called[] {
  const { journey, document, atMs: publishedMs } = publish;
  const { on, condition } = document.nodes.start?.settings ?? {};
  if (condition !== undefined || (on !== 'schedule' && on !== 'date')) return [];
  const isOurs = (of: { journeyId: string }) => of.journeyId === journey;
  const entered = group(known.reads.enrollments.filter(isOurs), (of) => of.profileId);
  const decided = group(known.reads.entries.filter(isOurs), (of) => of.profileId);
  const byHand = group(
    known.notesOf('enrol').filter((of) => of.journey === journey),
    (of) => of.profile,
  );
  return known.plan.profiles.map(({ id }) => {
    const named = on === 'schedule' ? occurrences(known, publish, id) : days(known, publish, id);
    const possible = named.filter((ms) => ms >= publishedMs && ms <= known.plan.untilMs);
    // a day that changes may be forgotten before it comes
    const isFixed = on === 'schedule' || named.length === 1;
    const certain = possible.filter((ms) => {
      const lastMs = afterStandstills(ms, known.downs);
      return (
        isFixed && ms > publishedMs && lastMs < known.plan.untilMs && isOpenUntil(known, journey, lastMs)
      );
    });
    return {
      name: `${id} of ${journey}`,
      journey,
      possible,
      certain,
      offeredMs: [
        ...(entered.get(id) ?? []).map(({ enteredAtMs }) => enteredAtMs),
        ...(decided.get(id) ?? []).map(({ atMs }) => atMs),
      ].sort((a, b) => a - b),
      byHand: byHand.get(id)?.length ?? 0,
    };
  });
}

function everyCall(known: Knowledge): Called[] {
  return (
    known
      .notesOf('publish')
      // an unchanged document that is published again is the same version
      .filter((of, index, all) => all.findIndex(({ journey }) => journey === of.journey) === index)
      .flatMap((publish) => calledBy(known, publish))
  );
}

export function everyCallIsDecidedOnce(known: Knowledge): string[] {
  return everyCall(known).flatMap(({ name, possible, certain, offeredMs, byHand }) => {
    const isEnough = offeredMs.length >= certain.length;
    const isTooMuch = offeredMs.length > possible.length + byHand;
    return isEnough && !isTooMuch
      ? []
      : [`${name} was called ${offeredMs.length} times, due are ${certain.length} to ${possible.length}`];
  });
}

export function nobodyIsCalledEarly(known: Knowledge): string[] {
  return everyCall(known).flatMap(({ name, possible, offeredMs, byHand }) => {
    if (byHand > 0) return [];
    return offeredMs.flatMap((ms, index) => {
      const due = possible.filter((one) => one <= ms).length;
      return due > index ? [] : [`${name} was called at ${ms} for the ${index + 1}th time, due were ${due}`];
    });
  });
}

/** Where nothing stood still, the call comes at its very instant. */
export function nobodyIsCalledLate(known: Knowledge): string[] {
  // a journey that its provider's rejections pause stands still unseen from outside
  if (known.plan.workspace.onProviderReject === 'pauseJourney') return [];
  return everyCall(known).flatMap(({ name, journey, certain, offeredMs }) =>
    certain
      .filter((ms) => afterStandstills(ms, [...known.downs, ...known.pausesOf(journey)]) === ms)
      .filter((ms) => !offeredMs.includes(ms))
      .map((ms) => `${name} was due at ${ms} and called at ${offeredMs.join(', ')}`),
  );
}
