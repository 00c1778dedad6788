/** I2: whatever was accepted, and whatever fell due, came to an end that is written down; and only once. */
import type { Enrollment } from '../../../engine/core/records.ts';
import { endedBy } from './ended.ts';
import { decidedMs, group, idOf, type Knowledge, type NoteOf } from './knowledge.ts';

/** Every accepted event is in the history exactly once; every repetition is on record as one. */
export function everyEventIsKept(known: Knowledge): string[] {
  const kept = group(known.reads.events, ({ id }) => id);
  const accepted = known
    .notesOf('event')
    .filter(({ answer, event }) => answer === 'accepted' && event.profile !== undefined);
  const wrong = accepted.flatMap(({ event }) => {
    const count = kept.get(event.id)?.length ?? 0;
    return count === 1 ? [] : [`event ${event.id} is in the history ${count} times`];
  });
  const receipts = known.notesOf('receipt').flatMap(({ id, channel }) => {
    const count = kept.get(id)?.length ?? 0;
    // a repeated call may have been rejected the second time, and then there is no delivery
    const isFine = count === 1 || (count === 0 && channel !== 'sms');
    return isFine ? [] : [`receipt ${id} is in the history ${count} times`];
  });
  const recorded = group(known.reads.duplicates, ({ id }) => id);
  const answered = group(
    known.notesOf('event').filter(({ answer }) => answer === 'duplicate'),
    ({ event }) => event.id,
  );
  const duplicates = [...new Set([...recorded.keys(), ...answered.keys()])].flatMap((id) => {
    const [said, found] = [answered.get(id)?.length ?? 0, recorded.get(id)?.length ?? 0];
    const isEvent = accepted.some(({ event }) => event.id === id) || answered.has(id);
    return said === found || !isEvent ? [] : [`event ${id} came again ${said} times, ${found} are recorded`];
  });
  return [...wrong, ...receipts, ...duplicates];
}

/** An event that a trigger waits for leads to one entry or to one refusal per journey. */
export function everyOfferIsDecided(known: Knowledge): string[] {
  const accepted = known.notesOf('event').filter(({ answer }) => answer === 'accepted');
  const first = known.notesOf('publish').filter(({ version }) => version === 1);
  return first.flatMap(({ journey, document, tick }) => {
    const { on, event: name, where } = document.nodes.start?.settings ?? {};
    if (on !== 'event' || where !== undefined) return [];
    return accepted.flatMap(({ event, tick: eventTick }) => {
      if (event.name !== name || eventTick < tick) return [];
      const entered = known.reads.enrollments.filter(
        (of) => of.journeyId === journey && of.entry.eventId === event.id,
      ).length;
      const decided = known.reads.entries.filter(
        (of) => of.journeyId === journey && of.eventId === event.id,
      ).length;
      if (entered + decided === 1) return [];
      return [`event ${event.id} entered ${journey} ${entered} times and was refused ${decided} times`];
    });
  });
}

/** Every deed of enrolling is answered by an entry or a reason. */
export function everyEnrolIsDecided(known: Knowledge): string[] {
  const published = new Map(
    known.notesOf('publish').map(({ journey, version, tick }) => [`${journey}/${version}`, tick]),
  );
  const deeds = known
    .notesOf('enrol')
    .filter(({ journey, tick }) => (published.get(`${journey}/1`) ?? Number.POSITIVE_INFINITY) < tick);
  return [...group(deeds, ({ profile, journey }) => `${journey}/${profile}`)].flatMap(([target, asked]) => {
    const isOurs = (of: { journeyId: string; profileId: string }) =>
      `${of.journeyId}/${of.profileId}` === target;
    const entered = known.reads.enrollments.filter((of) => isOurs(of) && of.entry.eventId === null).length;
    const decided = known.reads.entries.filter((of) => isOurs(of) && of.eventId === null).length;
    return entered + decided >= asked.length
      ? []
      : [`${target} was enrolled ${asked.length} times, ${entered + decided} have an outcome`];
  });
}

/** Nothing that fell due is still waiting, and nobody was set aside. */
export function nothingIsForgotten(known: Knowledge): string[] {
  const { nextDueMs, setAsideCount, enrollments, deliveries, lives } = known.reads;
  const { untilMs } = known.plan;
  const moving = new Set(
    lives.filter(({ life }) => life === 'live' || life === 'closed').map((of) => of.journey),
  );
  const overdue = enrollments.filter(
    (of) =>
      of.status === 'active' && of.dueAtMs !== null && of.dueAtMs <= untilMs && moving.has(of.journeyId),
  );
  const unsent = deliveries.filter(
    (of) => of.status === 'planned' && of.dueAtMs <= untilMs && moving.has(of.journeyId),
  );
  return [
    ...(nextDueMs !== null && nextDueMs <= untilMs ? [`something is due since ${nextDueMs}`] : []),
    ...(setAsideCount > 0 ? [`${setAsideCount} customers were set aside`] : []),
    ...overdue.map((of) => `the timer of ${idOf(of)} was due and did not fire`),
    ...unsent.map((of) => `${of.node} of ${idOf(of)} was due and not sent`),
  ];
}

/** Every arrival at a message is one line of the ledger. */
export function everyMessageIsBooked(known: Knowledge): string[] {
  return known.reads.trace.flatMap((row) => {
    const node = known.nodeOf({ journeyId: row.journeyId, version: row.version, node: row.node });
    if (node?.kind !== 'message' || row.reason === 'max-visits') return [];
    const key = `${idOf(row)}/${row.node}/${row.visit}/${node.settings.channel}/1`;
    return known.rowByKey.has(key) ? [] : [`${key} was arrived at and is not in the ledger`];
  });
}

function hears(enrollment: Enrollment, keyName: unknown, properties: { [name: string]: unknown }): boolean {
  const value = typeof keyName === 'string' ? properties[keyName] : undefined;
  return value === undefined || String(value) === enrollment.key;
}

/** Whoever was out by a move that was undone takes what came meanwhile when they are back. */
function insideMs(known: Knowledge, enrollment: Enrollment, atMs: number): number {
  const rows = known.traceById.get(idOf(enrollment)) ?? [];
  const out = rows.findLast((row) => row.atMs <= atMs && row.reason === 'migrated-out');
  const back = out && rows.find((row) => row.index > out.index && row.reason === 'move-undone');
  return Math.max(atMs, back?.atMs ?? atMs);
}

/** An exit event, or a goal that ends, takes everybody out whom it reaches, also in a pause. */
export function everyExitIsTaken(known: Knowledge): string[] {
  const accepted = known.notesOf('event').filter(({ answer }) => answer === 'accepted');
  return known.reads.enrollments.flatMap((enrollment) => {
    const document = known.documentOf(enrollment.journeyId, enrollment.version);
    const keyName = document?.nodes.start?.settings.key;
    const names = (document?.exits ?? []).flatMap((exit) =>
      'event' in exit && !exit.where ? [exit.event] : [],
    );
    const exits = accepted.filter(
      ({ event, atMs }) =>
        event.profile === enrollment.profileId &&
        names.includes(event.name) &&
        event.id !== enrollment.entry.eventId &&
        atMs > enrollment.enteredAtMs &&
        hears(enrollment, keyName, event.properties),
    );
    return exits.flatMap((exit: NoteOf<'event'>) =>
      endedBy(known, enrollment, insideMs(known, enrollment, exit.atMs), `exit event ${exit.event.id}`),
    );
  });
}

/** A removal by hand ends every enrollment it names. */
export function everyRemovalIsDone(known: Knowledge): string[] {
  return known
    .notesOf('remove')
    .flatMap(({ profile, journey, key, atMs }) =>
      known.reads.enrollments
        .filter(
          (of) =>
            of.profileId === profile &&
            of.journeyId === journey &&
            of.enteredAtMs < atMs &&
            (key === null || of.key === key),
        )
        .flatMap((of) => endedBy(known, of, atMs, 'the removal')),
    );
}

/** Never two enrollments of one instance key at once; with `once`, never a second one. */
export function noInstanceTwice(known: Knowledge): string[] {
  return [
    ...group(known.reads.enrollments, (of) => JSON.stringify([of.journeyId, of.profileId, of.key])),
  ].flatMap(([name, of]) => {
    const inOrder = [...of].sort((a, b) => a.ordinal - b.ordinal);
    const wrong = inOrder.flatMap((enrollment, index) => {
      const before = inOrder[index - 1];
      if (!before) return [];
      const isOver = before.status === 'ended' && before.endedAtMs <= decidedMs(known, enrollment);
      return isOver ? [] : [`${name} was entered again while an enrollment went on`];
    });
    const [first] = inOrder;
    const reentry = first && known.documentOf(first.journeyId, first.version)?.nodes.start?.settings.reentry;
    const isOnce = (reentry as { mode?: string } | undefined)?.mode === 'once';
    const mayOverride = known
      .notesOf('enrol')
      .some(
        ({ profile, journey, override }) =>
          override && profile === first?.profileId && journey === first.journeyId,
      );
    return isOnce && !mayOverride && of.length > 1
      ? [...wrong, `${name} was entered ${of.length} times`]
      : wrong;
  });
}

/** Names of the events by which an enrollment went on from a wait, or began its wait again. */
function heardBy(known: Knowledge, of: Enrollment): string[] {
  const rows = known.traceById.get(idOf(of)) ?? [];
  return rows.flatMap((row) => {
    // what was heard where a move had put somebody is heard again where its undoing puts them back
    const back = rows.find(({ index, reason }) => index > row.index && reason === 'move-undone');
    if (back && back.version < row.version) return [];
    const node = known.nodeOf({ journeyId: row.journeyId, version: row.version, node: row.node });
    if (node?.kind !== 'waitFor') return [];
    // what a waitFor's settings hold
    const { paths, restart } = node.settings as {
      paths: { id: string; event?: string }[];
      restart?: { event: string }[];
    };
    if (row.reason === 'restarted') return (restart ?? []).slice(0, 1).map(({ event }) => event);
    const path = row.reason === null ? paths.find(({ id }) => id === row.outlet) : undefined;
    return path?.event === undefined ? [] : [path.event];
  });
}

/** One event leads on from one wait of an enrollment, also when a pause is caught up with. */
export function everyEventIsHeardOnce(known: Knowledge): string[] {
  const accepted = known.notesOf('event').filter(({ answer }) => answer === 'accepted');
  return known.reads.enrollments.flatMap((of) => {
    // what was accepted after the entry event while nothing ran is heard when it runs again
    const offered = accepted.find(({ event }) => event.id === of.entry.eventId);
    const fromTick = offered?.tick ?? 0;
    return [...group(heardBy(known, of), (name) => name)].flatMap(([name, times]) => {
      const count = accepted.filter(
        ({ event, tick }) => event.name === name && event.profile === of.profileId && tick > fromTick,
      ).length;
      return times.length <= count ? [] : [`${idOf(of)} went on ${times.length} times by ${count} ${name}`];
    });
  });
}

/** All that either id had is the one customer's, once everything accepted is applied. */
export function nothingUnderMergedIds(known: Knowledge): string[] {
  const { enrollments, deliveries, entries, exposures, conversions } = known.reads;
  const all = { enrollments, deliveries, entries, exposures, conversions };
  return known.notesOf('merge').flatMap(({ from, into }) =>
    Object.entries(all).flatMap(([list, rows]) => {
      const left = rows.filter(({ profileId }) => profileId === from).length;
      return left === 0 ? [] : [`${left} ${list} of ${from} did not become ${into}’s`];
    }),
  );
}

/** A pause that never came into force, or is over, leaves no job that waits for its resume; one that lasts has one. */
export function pausesEnd(known: Knowledge): string[] {
  return known.reads.lives.flatMap(({ journey, life }) => {
    const waiting = known.reads.jobs.filter(
      (job) =>
        job.type === 'catchUp' &&
        job.journeyId === journey &&
        job.status === 'running' &&
        job.resume === null,
    );
    if (life === 'paused') return waiting.length > 0 ? [] : [`the pause of ${journey} has ended already`];
    return waiting.map(({ id }) => `${id} waits for a resume, and ${journey} is ${life}`);
  });
}

/** A release lets one a second go, at least: ten minutes are enough for a small world. */
const RELEASE_MS = 600_000;

/** What a pause held is decided once the journey goes on. */
export function nothingStaysHeld(known: Knowledge): string[] {
  const { entries, deliveries, lives } = known.reads;
  const released = lives.flatMap(({ journey, life }) => {
    const pauses = known.pausesOf(journey);
    const isLong = pauses.every(({ untilMs }) => untilMs < known.plan.untilMs - RELEASE_MS);
    const isByProvider = known.plan.workspace.onProviderReject === 'pauseJourney';
    return life !== 'paused' && isLong && !isByProvider ? [journey] : [];
  });
  return [
    ...entries
      .filter(({ decision, journeyId }) => decision === 'held' && released.includes(journeyId))
      .map((of) => `an entry of ${of.profileId} into ${of.journeyId} is held since ${of.atMs}`),
    ...deliveries
      .filter(({ status, journeyId }) => status === 'held' && released.includes(journeyId))
      .map((row) => `${row.node} of ${idOf(row)} is held since ${row.dueAtMs}`),
  ];
}
