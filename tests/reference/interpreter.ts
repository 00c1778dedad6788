/** Runs a scenario by language.md alone, one instant after the other: the engine's independent check. */
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';
import { DAY } from './calendar.ts';
import { moments, outsider, read, zoneOf } from './conditions.ts';
import { deed, mergeProfile, rankOf, releaseDue } from './deeds.ts';
import { isMember } from './entry.ts';
import { afterStep } from './events.ts';
import { dispatch } from './sending.ts';
import { callIn, settle, settleExits, timeOut } from './steps.ts';
import { occurrencesOf } from './waits.ts';
import {
  byPriority,
  type Enrollment,
  frozen,
  isOpen,
  LISTS,
  nodeOf,
  oldestFirst,
  type Person,
  peopleOf,
  type Report,
  type Running,
  type World,
} from './world.ts';

/** Instants after now at which something is to happen by itself. */
function alarms(world: World): number[] {
  const found: number[] = world.clocks.map(({ due }) => due);
  for (const e of world.enrollments) {
    if (e.state !== 'active') continue;
    const { kind, settings } = nodeOf(e);
    const asked = [...e.document.exits, ...(kind === 'waitFor' ? settings.paths : [])];
    found.push(...asked.flatMap(({ condition }) => (condition ? moments(condition, e) : [])));
    if (!frozen(e)) found.push(e.wait?.until ?? Infinity, e.send?.at ?? Infinity);
  }
  for (const journey of world.journeys.values()) {
    if (journey.state !== 'paused')
      found.push(...journey.heldEntries.map(({ releaseAt = Infinity }) => releaseAt));
    const { on, audience, condition } = journey.document.trigger;
    for (const person of world.people.values()) {
      found.push(...callsOf(world, journey, person));
      const subject = outsider(world, person, journey.document);
      if (on === 'audience' && condition) found.push(...moments(condition, subject));
      if (on === 'audience' && audience)
        found.push(...moments({ type: 'audience', audience, is: 'in' }, subject));
    }
  }
  return found.filter((at) => at > world.now);
}

/** Instants at which a schedule or a date calls one customer. */
function callsOf(world: World, journey: Running, person: Person): number[] {
  const { document, publishedAt } = journey;
  const { on, zone, attribute } = document.trigger;
  if (!['schedule', 'date'].includes(on) || !isOpen(journey)) return [];
  const subject = outsider(world, person, document);
  const value = on === 'date' ? read(subject, attribute) : undefined;
  const until = Date.parse(world.scenario.until) + 2 * DAY;
  return occurrencesOf(document, zoneOf(subject, zone), value, until).filter((at) => at >= publishedAt);
}

/** Everything that is due now by itself, to rest. */
function fire(world: World): void {
  for (let any = true; any; ) {
    any = releaseDue(world);
    for (const person of peopleOf(world)) settle(world, person);
    const isDue = ({ wait, state }: Enrollment) =>
      state === 'active' && (wait?.until ?? Infinity) <= world.now;
    const due = world.enrollments.filter((e) => isDue(e) && !frozen(e));
    for (const e of oldestFirst(due, ({ wait }) => wait?.until ?? 0)) {
      if (isDue(e)) timeOut(e);
      // what a step emits is of its own commit: it may end another wait before its time is out
      afterStep(world);
    }
    const clocks = world.clocks.filter(({ due: at }) => at <= world.now);
    world.clocks = world.clocks.filter((clock) => !clocks.includes(clock));
    // what timers send is answered before anybody else comes in
    const sent = dispatch(world);
    for (const { journey, person, event } of clocks) callIn(world, journey, person, event);
    const called = startCalled(world);
    any = called + due.length + clocks.length > 0 || sent || any;
  }
}

/** Schedules and dates, the higher priority first, each to rest. */
function startCalled(world: World): number {
  let started = 0;
  for (const journey of [...world.journeys.values()].sort(byPriority)) {
    for (const person of peopleOf(world)) {
      const name = `call ${journey.id} ${person.id} ${world.now}`;
      if (world.fired.has(name) || !callsOf(world, journey, person).includes(world.now)) continue;
      world.fired.add(name);
      started += 1;
      const { on } = journey.document.trigger;
      if (on === 'date' || isMember(world, journey, person)) callIn(world, journey, person);
    }
    if (started > 0) dispatch(world);
  }
  return started;
}

function instantAt(world: World, entries: TimelineEntry[]): void {
  let settled = false;
  while (entries.length > 0) {
    const ranked = entries.map((entry) => ({ entry, rank: rankOf(world, entry) }));
    const best = ranked.reduce((a, b) => (b.rank < a.rank ? b : a));
    if (best.rank >= 2 && !settled) {
      settled = true;
      for (const person of peopleOf(world)) settleExits(world, person);
      continue;
    }
    entries.splice(entries.indexOf(best.entry), 1);
    deed(world, best.entry);
    dispatch(world);
  }
  fire(world);
}

export function interpret(scenario: Scenario): Report {
  const report = Object.fromEntries(LISTS.map((list) => [list, []])) as unknown as Report; // one empty list per name
  const world: World = {
    ...{ now: -8e15, scenario, report, people: new Map(), journeys: new Map(), enrollments: [], clocks: [] },
    ...{ pace: new Map(), answers: [], afterStep: [], arms: new Map(), fired: new Set() },
  };
  const timeline = scenario.timeline.map((entry) => ({ at: Date.parse(entry.at), entry }));
  for (const { at, ...profile } of scenario.profiles) {
    if (at === undefined) mergeProfile(world, profile);
    else timeline.push({ at: Date.parse(at), entry: { at, profile } });
  }
  for (;;) {
    const later = timeline.filter(({ at }) => at > world.now).map(({ at }) => at);
    const now = Math.min(...later, ...alarms(world));
    if (now > Date.parse(scenario.until)) break;
    world.now = now;
    const present = timeline.filter(({ at }) => at === now);
    instantAt(
      world,
      present.map(({ entry }) => entry),
    );
  }
  for (const { state, person, journey, node, key } of world.enrollments) {
    const row = { profile: person.id, journey: journey.id, node, key };
    if (state !== 'ended') report[state === 'parked' ? 'parked' : 'waiting'].push(row);
  }
  for (const { id, attributes, tags } of peopleOf(world)) report.profiles.push({ id, attributes, tags });
  return report;
}
