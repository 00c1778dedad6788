/** I4: after an end, an opt-out, a pause or a stop nothing is sent and nobody enters or moves. */
import type { Call } from '../evidence.ts';
import { decidedMs, enrollmentOfKey, idOf, type Knowledge } from './knowledge.ts';
import { messageOf } from './message.ts';

/** First calls: a repetition under the same key began earlier. */
function firstCalls(known: Knowledge): Call[] {
  return [...known.callsByKey.values()].flatMap(([first]) => (first ? [first] : []));
}

/** Calls, without those that a crash made the engine repeat under a key that the provider keeps. */
function startedCalls(known: Knowledge): Call[] {
  return [...known.callsByKey.values()].flatMap((calls) =>
    calls.filter((_, index) => index === 0 || calls[index - 1]?.answer === 'failed'),
  );
}

export function nothingSentAfterEnd(known: Knowledge): string[] {
  return startedCalls(known).flatMap((call) => {
    const enrollment = known.enrollmentById.get(enrollmentOfKey(call.key));
    if (!enrollment) return [`${call.key} belongs to no enrollment`];
    const isAfter = enrollment.status === 'ended' && call.atMs > enrollment.endedAtMs;
    return isAfter
      ? [`${call.key} was sent at ${call.atMs}, its enrollment ended at ${enrollment.endedAtMs}`]
      : [];
  });
}

/** Whether nothing but this input concerned the customer at its instant, so that the order of 4.5 decides alone. */
function isAlone(known: Knowledge, profile: string, atMs: number): boolean {
  const inputs = known.notes.filter((note) => {
    if (note.atMs !== atMs) return false;
    if (note.type === 'event') return note.event.profile === profile || note.event.profile === undefined;
    return 'profile' in note && note.profile === profile;
  });
  const deeds = known.notes.some(
    (note) => note.atMs === atMs && (note.type === 'life' || note.type === 'publish'),
  );
  const isUp = known.downs.some(({ untilMs }) => untilMs === atMs);
  return inputs.length === 1 && !deeds && !isUp && !known.crashedAt(atMs);
}

/** At equal instants an exit or a goal goes before the message that a timer or a hold releases. */
export function exitsGoFirst(known: Knowledge): string[] {
  return firstCalls(known).flatMap((call) => {
    const enrollment = known.enrollmentById.get(enrollmentOfKey(call.key));
    if (enrollment?.status !== 'ended' || enrollment.endedAtMs !== call.atMs) return [];
    if (enrollment.reason !== 'goal' && enrollment.detail !== 'lost') return [];
    if (enrollment.enteredAtMs === call.atMs || !isAlone(known, call.profile, call.atMs)) return [];
    return [
      `${call.key} was sent at ${call.atMs}, the instant of the ${enrollment.reason} that goes before it`,
    ];
  });
}

interface Withdrawal {
  profile: string;
  channel: string | null;
  tick: number;
  atMs: number;
  isOut: boolean;
}

/** Everything that takes a permission away or gives it back, in order. */
function permissions(known: Knowledge): Withdrawal[] {
  return known.notes.flatMap((note): Withdrawal[] => {
    const { tick, atMs } = note;
    if (note.type === 'consent') {
      return [{ profile: note.profile, channel: note.channel, tick, atMs, isOut: !note.granted }];
    }
    if (note.type !== 'receipt') return [];
    // a receipt of a repeated call may have found no delivery
    if (note.channel !== 'sms') return [];
    if (note.kind === 'optedOut')
      return [{ profile: note.profile, channel: note.channel, tick, atMs, isOut: true }];
    if (note.kind === 'complained')
      return [{ profile: note.profile, channel: null, tick, atMs, isOut: true }];
    return [];
  });
}

/** The newest word about a permission that was accepted before the instant of a call, or applied within it. */
function standingOut(known: Knowledge, call: Call, changes: readonly Withdrawal[]): Withdrawal | null {
  const rests = known.notesOf('rest');
  const isApplied = ({ tick, atMs, profile }: Withdrawal) =>
    (atMs < call.atMs && tick < call.tick) ||
    rests.some((rest) => rest.tick > tick && rest.tick < call.tick) ||
    (atMs === call.atMs && tick < call.tick && isAlone(known, profile, atMs));
  const ofChannel = changes.filter((of) => of.channel === call.channel && of.tick < call.tick);
  const newest = ofChannel.at(-1);
  if (newest?.isOut && isApplied(newest)) return newest;
  return changes.find((of) => of.channel === null && isApplied(of)) ?? null;
}

/** No marketing message starts after the customer withdrew, and none at all after a complaint. */
export function nothingSentAfterOptOut(known: Knowledge): string[] {
  const all = permissions(known);
  return startedCalls(known).flatMap((call) => {
    const message = messageOf(known, call);
    if (!message) return [];
    const changes = all.filter(({ profile }) => profile === call.profile);
    const out = standingOut(
      known,
      call,
      message.isMarketing ? changes : changes.filter((of) => of.channel === null),
    );
    return out ? [`${call.key} was sent at ${call.atMs}, after the opt-out at ${out.atMs}`] : [];
  });
}

/** No marketing message without consent that was given. */
export function nothingSentWithoutConsent(known: Knowledge): string[] {
  const all = permissions(known);
  return startedCalls(known).flatMap((call) => {
    const message = messageOf(known, call);
    if (!message?.isMarketing) return [];
    const profile = known.plan.profiles.find(({ id }) => id === call.profile);
    const isGranted = profile?.consent?.[call.channel] === true;
    const changed = all.some((of) => of.profile === call.profile && of.channel === call.channel && !of.isOut);
    return isGranted || changed ? [] : [`${call.key} was sent to somebody who never agreed`];
  });
}

interface Halt {
  journey: string;
  fromTick: number;
  fromMs: number;
  untilTick: number;
  untilMs: number;
  deed: string;
}

/** Pauses, closings and stops, each until it ended. */
function halts(known: Knowledge, deeds: readonly string[]): Halt[] {
  const open: Halt[] = [];
  for (const { journey, deed, isDone, tick, atMs } of known.notesOf('life')) {
    if (!isDone) continue;
    for (const halt of open) {
      const isOver =
        halt.journey === journey && halt.deed === 'pause' && halt.untilTick === Number.POSITIVE_INFINITY;
      if (isOver) Object.assign(halt, { untilTick: tick, untilMs: atMs });
    }
    const never = Number.POSITIVE_INFINITY;
    open.push({ journey, deed, fromTick: tick, fromMs: atMs, untilTick: never, untilMs: never });
  }
  return open.filter(({ deed }) => deeds.includes(deed));
}

export function nothingSentWhileHalted(known: Knowledge): string[] {
  const all = halts(known, ['pause', 'stop']);
  return firstCalls(known).flatMap((call) =>
    all
      .filter((of) => of.journey === call.journey && call.tick > of.fromTick && call.tick < of.untilTick)
      .map(({ deed, fromMs }) => `${call.key} was sent at ${call.atMs}, after the ${deed} at ${fromMs}`),
  );
}

/** Nobody enters a journey that is paused, closed or stopped. */
export function nobodyEntersHalted(known: Knowledge): string[] {
  const all = halts(known, ['pause', 'close', 'stop']);
  return known.reads.enrollments.flatMap((of) => {
    const atMs = decidedMs(known, of);
    return all
      .filter((halt) => halt.journey === of.journeyId && atMs > halt.fromMs && atMs < halt.untilMs)
      .map(({ deed, fromMs }) => `${idOf(of)} entered at ${atMs}, after the ${deed} at ${fromMs}`);
  });
}

/** Nobody moves in a pause; who leaves ends. */
export function nobodyMovesInPause(known: Knowledge): string[] {
  const all = halts(known, ['pause']);
  return known.reads.trace.flatMap((row) => {
    const enrollment = known.enrollmentById.get(idOf(row));
    if (enrollment?.status === 'ended' && enrollment.endedAtMs === row.atMs) return [];
    return all
      .filter((halt) => halt.journey === row.journeyId && row.atMs > halt.fromMs && row.atMs < halt.untilMs)
      .map(({ fromMs }) => `${idOf(row)} moved at ${row.node} at ${row.atMs}, in the pause since ${fromMs}`);
  });
}

/** A stop leaves nobody inside. */
export function nobodyStaysInStopped(known: Knowledge): string[] {
  const stops = halts(known, ['stop']);
  return known.reads.enrollments.flatMap((of) => {
    const stop = stops.find(({ journey }) => journey === of.journeyId);
    if (!stop) return [];
    const isOut = of.status === 'ended' && of.endedAtMs <= stop.fromMs;
    return isOut ? [] : [`${idOf(of)} is inside after the stop at ${stop.fromMs}`];
  });
}

/** Who was removed by hand does not enter by themselves again. */
export function removedStayOut(known: Knowledge): string[] {
  const enrols = known.notesOf('enrol');
  return known.notesOf('remove').flatMap((removal) =>
    known.reads.enrollments
      .filter((of) => of.profileId === removal.profile && of.journeyId === removal.journey)
      .filter((of) => of.enteredAtMs > removal.atMs && of.entry.eventId !== null)
      .filter(
        ({ profileId, journeyId, enteredAtMs }) =>
          !enrols.some(
            (deed) =>
              deed.profile === profileId &&
              deed.journey === journeyId &&
              deed.tick > removal.tick &&
              deed.atMs <= enteredAtMs,
          ),
      )
      // what came before the removal while nothing ran is decided before it
      .filter(({ enteredAtMs }) => !known.downs.some(({ untilMs }) => untilMs === enteredAtMs))
      .map((of) => `${idOf(of)} entered at ${of.enteredAtMs}, after the removal at ${removal.atMs}`),
  );
}
