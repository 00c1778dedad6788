/** Runs a scenario by language.md alone, one instant after the other: the engine's independent check. */
import type { Scenario, TimelineEntry } from '../../shared/scenario.ts';
import { DAY } from './calendar.ts';
import { moments, outsider, read, subjectOf } from './conditions.ts';
import { deed, mergeProfile, rankOf, releaseDue } from './deeds.ts';
import { isMember } from './entry.ts';
import type { Enrollment, Person, Report, Running, Settings, World } from './records.ts';
import { LISTS } from './records.ts';
import { dispatch } from './sending.ts';
import { callIn, settle, settleExits, timeOut } from './steps.ts';
import { occurrencesOf, triggerOf } from './waits.ts';
import { frozen, isOpen, nodeOf, oldestFirst, peopleOf, priorityOf, rowOf } from './world.ts';

/** Instants after now at which something is to happen by itself. */
function alarms(world: World): number[] {
  const found: number[] = world.clocks.map(({ due }) => due);
  for (const e of world.enrollments) {
    if (e.state !== 'active') continue;
    const subject = subjectOf(world, e);
    const { kind, settings } = nodeOf(e);
    const asked = [...(e.document.exits ?? []), ...(kind === 'waitFor' ? settings.paths : [])];
    found.push(...asked.flatMap(({ condition }) => (condition ? moments(condition, subject) : [])));
    if (!frozen(e)) found.push(e.wait?.until ?? Infinity, e.send?.at ?? Infinity);
  }
  for (const journey of world.journeys.values()) {
    if (journey.state !== 'paused')
      found.push(...journey.heldEntries.map(({ releaseAt }) => releaseAt ?? Infinity));
    const { settings } = triggerOf(journey.document);
    for (const person of world.people.values()) {
      found.push(...callsOf(world, journey, settings, person));
      if (settings.on !== 'audience') continue;
      const { audience, condition } = settings;
      const subject = outsider(world, person, journey.document);
      if (condition) found.push(...moments(condition, subject));
      if (audience) found.push(...moments({ type: 'audience', audience, is: 'in' }, subject));
    }
  }
  return found.filter((at) => at > world.now);
}

/** Instants at which a schedule or a date calls one customer. */
function callsOf(world: World, journey: Running, settings: Settings, person: Person): number[] {
  if (!['schedule', 'date'].includes(settings.on) || !isOpen(journey)) return [];
  const subject = outsider(world, person, journey.document, settings.zone);
  const value = settings.on === 'date' ? read(subject, String(settings.attribute)) : undefined;
  const until = Date.parse(world.scenario.until);
  return occurrencesOf(settings, subject.zone, value, until + 2 * DAY).filter(
    (at) => at >= journey.publishedAt,
  );
}

/** Everything that is due now by itself, to rest. */
function fire(world: World): void {
  for (let any = true; any; ) {
    any = releaseDue(world);
    for (const person of peopleOf(world)) settle(world, person);
    const isDue = (e: Enrollment) => e.wait !== undefined && e.wait.until <= world.now;
    const waiting = oldestFirst(
      world.enrollments.filter((e) => e.state === 'active' && isDue(e) && !frozen(e)),
      ({ wait }) => wait?.until ?? 0,
    );
    for (const e of waiting) if (isDue(e)) timeOut(world, e);
    const clocks = world.clocks.filter(({ due }) => due <= world.now);
    world.clocks = world.clocks.filter((clock) => !clocks.includes(clock));
    for (const { journey, person, event } of clocks) callIn(world, journey, person, event);
    const called = startCalled(world);
    const sent = dispatch(world, false);
    any = called + waiting.length + clocks.length > 0 || sent || any;
  }
}

/** Schedules and dates, the higher priority first, each to rest. */
function startCalled(world: World): number {
  let started = 0;
  for (const journey of [...world.journeys.values()].sort((a, b) => priorityOf(b) - priorityOf(a))) {
    const { settings } = triggerOf(journey.document);
    for (const person of peopleOf(world)) {
      const name = `call ${journey.id} ${person.id} ${world.now}`;
      if (world.fired.has(name) || !callsOf(world, journey, settings, person).includes(world.now)) continue;
      world.fired.add(name);
      started += 1;
      if (settings.on === 'date' || isMember(world, journey, person)) callIn(world, journey, person);
    }
    if (started > 0) dispatch(world, true);
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
    dispatch(world, true);
  }
  fire(world);
}

export function interpret(scenario: Scenario): Report {
  const report = Object.fromEntries(LISTS.map((list) => [list, []])) as unknown as Report; // one empty list per name
  const world: World = {
    ...{ now: -8e15, scenario, report, people: new Map(), journeys: new Map(), enrollments: [], clocks: [] },
    ...{ pace: new Map(), answers: [], afterStep: [], arms: new Map(), fired: new Set() },
  };
  const until = Date.parse(scenario.until);
  const timeline = scenario.timeline.map((entry) => ({ at: Date.parse(entry.at), entry }));
  for (const { at, ...profile } of scenario.profiles) {
    if (at === undefined) mergeProfile(world, profile);
    else timeline.push({ at: Date.parse(at), entry: { at, profile } });
  }
  for (;;) {
    const later = timeline.filter(({ at }) => at > world.now).map(({ at }) => at);
    const now = Math.min(...later, ...alarms(world));
    if (now > until) break;
    world.now = now;
    instantAt(
      world,
      timeline.filter(({ at }) => at === now).map(({ entry }) => entry),
    );
  }
  for (const e of world.enrollments)
    if (e.state !== 'ended') report[e.state === 'parked' ? 'parked' : 'waiting'].push(rowOf(e));
  for (const { id, attributes, tags } of peopleOf(world)) report.profiles.push({ id, attributes, tags });
  return report;
}
