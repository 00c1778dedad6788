/** What is asked about the households of a split that draws for them; all counts are households unless they say customers. */
import type { PairMoments } from '../core/statistics/moments.ts';
import type {
  ArmReceipts,
  ArmSends,
  CellKey,
  ExposureCounts,
  GoalOutcome,
  OutcomeQuery,
  PlaceKey,
} from './splitReads.ts';

export interface HouseholdUnits extends CellKey {
  units: number;
  customers: number;
}

/** One goal's figures of the households of a cell: x a household's customers, y what these came to. */
export interface HouseholdGoal {
  /** somebody of them reached the goal so far */
  reached: number;
  /** y who reached it so far, of all households */
  soFar: PairMoments;
  /** the same of those whose windows are all over */
  matureReached: number;
  conversions: PairMoments;
  /** y the sum, after and before the cap of each customer; no units where nothing is summed up */
  capped: PairMoments;
  raw: PairMoments;
}

export interface HouseholdSegmentCell extends PlaceKey {
  /** of the member exposed first; null where the attribute was missing */
  value: string | null;
  units: number;
  /** of the primary goal */
  mature: number;
  matureReached: number;
  /** of mature households: y customers who converted, and y their sums after the cap; x customers */
  conversions: PairMoments;
  values: PairMoments;
}

export interface HouseholdCounts {
  /** `goals` as asked for */
  cells: (HouseholdUnits & { goals: HouseholdGoal[] })[];
  /** whose members were seen in more than one arm: in no other count */
  contaminated: HouseholdUnits[];
  /** none of whose members was really exposed: in no other count */
  ineligible: HouseholdUnits[];
  /** of cells and contaminated together, by how the first member came in */
  entries: ExposureCounts['entries'];
  firstExposedAtMs: number | null;
  firstImportedAtMs: number | null;
  lastExposedAtMs: number | null;
  /** by whole days since the household's exposure */
  ages: ExposureCounts['ages'];
  /** per goal: whose first conversion lies in the window of the household's exposure, by days from one to the other */
  times: GoalOutcome['times'][];
  /** per goal, of the customers of mature households: sums before the cap, largest first */
  sums: number[][];
  /** somebody of them did before what the primary goal counts */
  before: (PlaceKey & { units: number })[];
  segments: { attribute: string; cells: HouseholdSegmentCell[] }[];
  /** of the primary goal, of anybody exposed */
  lastGoalEventAtMs: number | null;
  /** to somebody of the household */
  sends: ArmSends[];
  receipts: ArmReceipts[];
}

export interface HouseholdReads {
  /** everything at once, as of one state of the store */
  households(query: OutcomeQuery): Promise<HouseholdCounts>;
}
