/** I6 and I7: arms and versions stay what they were. */
import { createHash } from 'node:crypto';
import { group, idOf, type Knowledge } from './knowledge.ts';

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
    const isExposed = exposures.some(
      (of) =>
        idOf(of) === idOf(row) &&
        of.node === row.node &&
        of.arm === row.outlet &&
        of.exposedAtMs === row.atMs,
    );
    return isExposed ? [] : [`${idOf(row)} took ${row.outlet} at ${row.node}, and no exposure says so`];
  });
  return [...changed, ...passed];
}

/** The first eight bytes of SHA-256 over salt, unit separator and customer, in 10,000 slots. */
function slotOf(salt: string, profile: string): number {
  const digest = createHash('sha256').update(`${salt}\u001f${profile}`).digest();
  return Number(digest.readBigUInt64BE(0) % 10_000n);
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

/** An enrollment keeps the version that was current when it began. */
export function versionsStay(known: Knowledge): string[] {
  const publishes = known.notesOf('publish');
  return known.reads.enrollments.flatMap((enrollment) => {
    const { journeyId, version, enteredAtMs } = enrollment;
    const ofJourney = publishes.filter(({ journey }) => journey === journeyId);
    const current = ofJourney.filter(({ atMs }) => atMs < enteredAtMs).at(-1)?.version;
    const allowed = [
      current,
      ...ofJourney.filter(({ atMs }) => atMs === enteredAtMs).map((of) => of.version),
    ];
    const rows = known.traceById.get(idOf(enrollment)) ?? [];
    const others = [...new Set(rows.map((row) => row.version))].filter((of) => of !== version);
    return [
      ...(allowed.includes(version)
        ? []
        : [`${idOf(enrollment)} entered version ${version} at ${enteredAtMs}`]),
      ...(others.length === 0
        ? []
        : [`${idOf(enrollment)} of version ${version} took steps of ${others.join(', ')}`]),
    ];
  });
}
