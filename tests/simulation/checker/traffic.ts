/** I6: who is tested is drawn by the hash, and no customer is in two tests of one layer. */
import { group, idOf, type Knowledge } from './knowledge.ts';
import { slotOf } from './slotOf.ts';

/** As a split's settings hold it. */
type Traffic = { share: number; layer?: string } | undefined;

function trafficAt(known: Knowledge, of: { journeyId: string; version: number; node: string }): Traffic {
  return known.nodeOf(of)?.settings.traffic as Traffic; // written by the world
}

/** Without a layer the lowest slots of a drawing of the split's own; who has an arm of it is tested for ever. */
export function testedAreDrawn(known: Knowledge): string[] {
  return known.reads.trace.flatMap((row) => {
    const traffic = trafficAt(known, row);
    if (!traffic || row.outlet === null || traffic.layer !== undefined) return [];
    const salt = String(known.nodeOf(row)?.settings.salt);
    const hasArm = known.reads.exposures.some(
      (of) =>
        of.profileId === row.profileId &&
        of.journeyId === row.journeyId &&
        of.node === row.node &&
        of.salt === salt &&
        (of.exposedAtMs < row.atMs || of.ordinal < row.ordinal),
    );
    const isDrawn = slotOf(`traffic:${salt}`, row.profileId) < Math.round(traffic.share * 100);
    const isTested = row.outlet !== 'rest';
    return hasArm || isDrawn === isTested
      ? []
      : [`${idOf(row)} left ${row.node} by ${row.outlet}, drawn is ${isDrawn ? 'an arm' : 'rest'}`];
  });
}

/** Splits of one layer exclude each other. */
export function layersExclude(known: Knowledge): string[] {
  const inLayers = known.reads.exposures.flatMap(({ profileId, journeyId, node, version }) => {
    const layer = node === '' ? undefined : trafficAt(known, { journeyId, version, node })?.layer;
    return layer === undefined
      ? []
      : [{ name: `${profileId} in layer ${layer}`, split: `${journeyId}/${node}` }];
  });
  return [...group(inLayers, ({ name }) => name)].flatMap(([name, of]) => {
    const splits = [...new Set(of.map(({ split }) => split))];
    return splits.length === 1 ? [] : [`${name} is in ${splits.join(' and ')}`];
  });
}
