/** I6 and I7: arms and versions stay what they were. */
import type { Enrollment, TraceRow } from '../../../engine/core/records.ts';
import { decidedMs, group, idOf, type Knowledge } from './knowledge.ts';
import { slotOf } from './slotOf.ts';

/** One arm per customer and split, for ever; and the trace took no other. */
export function armsStay(known: Knowledge): string[] {
  const exposures = known.reads.exposures.filter(({ node }) => node !== '');
  const arms = group(exposures, ({ journeyId, profileId, salt }) => `${journeyId}/${profileId}/${salt}`);
  const changed = [...arms].flatMap(([name, of]) => {
    const taken = [...new Set(of.map(({ arm }) => arm))];
    return taken.length === 1 ? [] : [`${name} took the arms ${taken.join(' and ')}`];
  });
  const passed = known.reads.trace.flatMap((row) => {
    const node = known.nodeOf({ journeyId: row.journeyId, version: row.version, node: row.node });
    if (node?.kind !== 'split' || row.outlet === null) return [];
    const isTested = row.outlet !== 'rest';
    const isExposed = exposures.some(
      (of) =>
        idOf(of) === idOf(row) &&
        of.node === row.node &&
        (of.arm === row.outlet || !isTested) &&
        of.exposedAtMs === row.atMs,
    );
    if (isExposed === isTested) return [];
    return [`${idOf(row)} took ${row.outlet} at ${row.node}, and ${isTested ? 'no' : 'an'} exposure says so`];
  });
  return [...changed, ...passed];
}

/** Where shares never changed, arms are consecutive runs of slots in the order of the document. */
export function armsAreDrawn(known: Knowledge): string[] {
  return known.reads.exposures.flatMap((of) => {
    if (of.node === '' || of.epoch !== 1 || of.source !== 'hash') return [];
    const settings = known.nodeOf({ journeyId: of.journeyId, version: 1, node: of.node })?.settings;
    const arms = settings?.arms as { id: string; share: number }[] | undefined; // what a split's settings hold
    if (!arms || typeof settings?.salt !== 'string') return [];
    // shares with fractions of a slot are rounded, which is the engine's own business
    if (arms.some(({ share }) => !Number.isInteger(share))) return [];
    const slot = slotOf(settings.salt, of.profileId);
    const ends = arms.map((_, index) =>
      arms.slice(0, index + 1).reduce((sum, { share }) => sum + share * 100, 0),
    );
    const drawn = arms[ends.findIndex((end) => slot < end)];
    return drawn?.id === of.arm ? [] : [`${idOf(of)} took ${of.arm} at ${of.node}, drawn is ${drawn?.id}`];
  });
}

/** An enrollment begins in the version current then, and goes on in it, or from a migrating one on in that, until it is undone. */
export function versionsStay(known: Knowledge): string[] {
  const publishes = known.notesOf('publish');
  return known.reads.enrollments.flatMap((enrollment) => {
    const { journeyId, version } = enrollment;
    const rows = known.traceById.get(idOf(enrollment)) ?? [];
    const entered = rows[0]?.version ?? version;
    const enteredAtMs = decidedMs(known, enrollment);
    const ofJourney = publishes.filter(({ journey }) => journey === journeyId);
    const current = ofJourney.filter(({ atMs }) => atMs < enteredAtMs).at(-1)?.version;
    const allowed = [
      current,
      ...ofJourney.filter(({ atMs }) => atMs === enteredAtMs).map((of) => of.version),
    ];
    const undone = known.notesOf('undoMove').filter((of) => of.journey === journeyId);
    const takenOver = ofJourney.filter(({ isMigrating }) => isMigrating);
    const steps = [...rows, { version, atMs: known.plan.untilMs }];
    const wrong = steps.filter((row, index) => {
      const before = steps[index - 1]?.version ?? entered;
      if (row.version === before) return false;
      if (row.version < before) return !undone.some((of) => of.version === before && of.atMs <= row.atMs);
      return !takenOver.some((of) => of.version === row.version && of.atMs <= row.atMs);
    });
    return [
      ...(allowed.includes(entered)
        ? []
        : [`${idOf(enrollment)} entered version ${entered} at ${enteredAtMs}`]),
      ...wrong.map((row) => `${idOf(enrollment)} of version ${entered} took a step of ${row.version}`),
    ];
  });
}

/** A version that takes over who is inside leaves nobody in an earlier one, once it runs. */
export function everybodyMoves(known: Knowledge): string[] {
  const last = new Map(known.notesOf('publish').map((note) => [note.journey, note]));
  const moving = known.reads.lives.filter(({ life }) => life === 'live' || life === 'closed');
  const undone = known.notesOf('undoMove');
  return known.reads.enrollments.flatMap((of) => {
    const publish = last.get(of.journeyId);
    const isUndone = undone.some(
      ({ journey, version }) => journey === of.journeyId && version === publish?.version,
    );
    const isMoving =
      publish?.isMigrating && !isUndone && moving.some(({ journey }) => journey === of.journeyId);
    const isLeft = of.status === 'active' && of.version !== publish?.version;
    return isMoving && isLeft ? [`${idOf(of)} was left in version ${of.version}`] : [];
  });
}

/** Who came by the newest version's move, or left by it, and did nothing since. */
function isStillMoved(known: Knowledge, of: Enrollment, version: number): boolean {
  const rows = known.traceById.get(idOf(of)) ?? [];
  if (of.status === 'ended') {
    const isIn = (other: Enrollment) =>
      other !== of && other.key === of.key && other.journeyId === of.journeyId && other.ordinal > of.ordinal;
    const isRemoved = known.notesOf('remove').some(({ profile }) => profile === of.profileId);
    const hasMoved = known.reads.enrollments.some((other) => other.profileId === of.profileId && isIn(other));
    return of.reason === 'migrated-out' && !isRemoved && !hasMoved;
  }
  const here = rows.filter((row) => row.version === version);
  return of.version === version && rows[0]?.version !== version && here.every(isResting(known));
}

/** A message is an act: whoever was sent to one has moved on. */
function isResting(known: Knowledge): (row: TraceRow) => boolean {
  return (row) => row.outlet === null && known.nodeOf(row)?.kind !== 'message';
}

/** Once a move is undone and the journey runs, only those stay who have moved on. */
export function everybodyGoesBack(known: Knowledge): string[] {
  const last = new Map(known.notesOf('publish').map((note) => [note.journey, note.version]));
  const runs = known.reads.lives.filter(({ life }) => life === 'live' || life === 'closed');
  return known.notesOf('undoMove').flatMap(({ journey, version, atMs }) => {
    const isRunning = last.get(journey) === version && runs.some((of) => of.journey === journey);
    // who left by an earlier move is out for good
    const publishedMs =
      known.notesOf('publish').find((of) => of.journey === journey && of.version === version)?.atMs ?? atMs;
    const left = known.reads.enrollments.filter(
      (of) =>
        of.journeyId === journey &&
        of.status !== 'parked' &&
        (of.status !== 'ended' || of.endedAtMs >= publishedMs) &&
        isStillMoved(known, of, version),
    );
    return isRunning ? left.map((of) => `${idOf(of)} is still where version ${version} put them`) : [];
  });
}
