/** What customers who are in other splits too came to: first how many there are, then what they did where they are many. */
import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import { OVERLAP_SHARE } from '../../core/experiments/checks/overlapShare.ts';
import { mergeMoments, noMoments } from '../../core/statistics/moments.ts';
import type { Reports } from '../../stores/reports.ts';
import type {
  ExposureCounts,
  OtherSplit,
  Overlap,
  Overlaps,
  PlaceKey,
  Reached,
  SharedOutcomes,
  SplitQuery,
} from '../../stores/splitReads.ts';
import type { MetricQuestion } from './analysisQuestions.ts';
import type { KnownSplit } from './otherSplits.ts';
import { withZeros } from './withZeros.ts';

const OVERLAPS_MAX = 10;

export interface OverlapAsked {
  query: SplitQuery;
  zone: string;
  primary: MetricQuestion | undefined;
  /** of the whole workspace */
  splits: readonly KnownSplit[];
}

type OverlapParts = Pick<AnalysisInput, 'overlaps' | 'carryOver'>;

export const noOverlaps: Overlaps = { splits: [], carried: [] };
const noOutcomes: SharedOutcomes = { splits: [], carried: [] };
const nobodyReached: Reached = { conversions: 0, values: noMoments };

function questionOf({ query, zone, splits }: OverlapAsked) {
  const untreated = splits.flatMap(({ journeyId, node, arms }) =>
    arms.filter(({ control }) => control).map(({ id }) => ({ journeyId, node, arm: id })),
  );
  return { ...query, zone, untreated };
}

export function readOverlaps(reports: Reports, asked: OverlapAsked): Promise<Overlaps> {
  const maturity = asked.primary?.asked ?? null;
  return reports.overlaps({ ...questionOf(asked), maturity, limit: OVERLAPS_MAX });
}

const sumUnits = (cells: readonly { units: number }[]): number =>
  cells.reduce((sum, { units }) => sum + units, 0);

const isSame = (one: OtherSplit, other: OtherSplit): boolean =>
  one.journeyId === other.journeyId && one.node === other.node;

const placeOf = ({ arm, epoch, version }: PlaceKey): PlaceKey => ({ arm, epoch, version });
const placeText = ({ arm, epoch, version }: PlaceKey) => `${arm}/${epoch}/${version}`;

/** Those who converted are known, from a later reading; the rest of the mature ones came to nothing. */
function outcomeOf(mature: number, { conversions, values }: Reached, isValue: boolean) {
  const units = Math.max(mature, conversions);
  return { units, conversions, values: isValue ? withZeros(values, units) : null };
}

function overlapOf(
  found: Overlap,
  reached: SharedOutcomes['splits'][number] | undefined,
  asked: OverlapAsked,
) {
  const { journeyId, node, cells } = found;
  const arms = asked.splits.find((split) => isSame(split, found))?.arms ?? [];
  const keyOf = (cell: PlaceKey & { otherArm: string }) => `${placeText(cell)}/${cell.otherArm}`;
  const reachedAt = new Map(reached?.cells.map((row) => [keyOf(row), row]));
  const isValue = asked.primary?.measure === 'value';
  return {
    journeyId,
    node,
    reference: (arms.find(({ control }) => control) ?? arms[0])?.id ?? null,
    cells: cells.map(({ mature: _mature, ...cell }) => cell),
    outcomes: reached
      ? cells.map((cell) => ({
          ...placeOf(cell),
          ...outcomeOf(cell.mature, reachedAt.get(keyOf(cell)) ?? nobodyReached, isValue),
          otherArm: cell.otherArm,
        }))
      : null,
  };
}

/** The mature customers of each place, treated by another journey before or fresh. */
function carriedOutcomes(
  carried: Overlaps['carried'],
  reached: SharedOutcomes['carried'],
  { exposures, isValue }: { exposures: ExposureCounts; isValue: boolean },
): NonNullable<AnalysisInput['carryOver']['outcomes']> {
  const places = new Map<string, { place: PlaceKey; mature: number }>();
  for (const cell of exposures.cells) {
    const known = places.get(placeText(cell)) ?? { place: placeOf(cell), mature: 0 };
    known.mature += cell.mature[0] ?? 0;
    places.set(placeText(cell), known);
  }
  return [...places].flatMap(([key, { place, mature }]) => {
    const treated = carried.reduce((sum, cell) => sum + (placeText(cell) === key ? cell.mature : 0), 0);
    return [true, false].map((isFresh) => {
      const here = reached
        .filter((row) => placeText(row) === key && (row.recency === null) === isFresh)
        .reduce(
          (sum, row) => ({
            conversions: sum.conversions + row.conversions,
            values: mergeMoments(sum.values, row.values),
          }),
          nobodyReached,
        );
      const units = isFresh ? Math.max(0, mature - treated) : treated;
      return { ...place, ...outcomeOf(units, here, isValue), isFresh };
    });
  });
}

/** A second reading, where another split or journey has more than one customer in twenty. */
export async function overlapParts(
  reports: Reports,
  asked: OverlapAsked,
  read: { overlaps: Overlaps; exposures: ExposureCounts },
): Promise<OverlapParts> {
  const { overlaps, exposures } = read;
  const { primary } = asked;
  const isMany = (cells: readonly { units: number }[]) =>
    sumUnits(cells) > OVERLAP_SHARE * sumUnits(exposures.cells);
  const splits = overlaps.splits
    .filter(({ cells }) => isMany(cells))
    .map(({ journeyId, node }) => ({ journeyId, node }));
  const isCarried = isMany(overlaps.carried);
  const isAsked = primary !== undefined && (splits.length > 0 || isCarried);
  const reached = isAsked
    ? await reports.sharedOutcomes({ ...questionOf(asked), goal: primary.asked, splits })
    : noOutcomes;
  return {
    overlaps: overlaps.splits.map((found) =>
      overlapOf(
        found,
        reached.splits.find((split) => isSame(split, found)),
        asked,
      ),
    ),
    carryOver: {
      cells: overlaps.carried.map(({ mature: _mature, ...cell }) => cell),
      outcomes:
        primary && isCarried
          ? carriedOutcomes(overlaps.carried, reached.carried, {
              exposures,
              isValue: primary.measure === 'value',
            })
          : null,
    },
  };
}
