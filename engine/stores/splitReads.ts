/** What is asked about the customers of a split, and the counts that answer; few, so that a million customers stay in the store. */
import type { Where } from '../../shared/condition.ts';
import type { EntrySource } from '../../shared/experiment/entrySource.ts';
import type { Moments, PairMoments } from '../core/statistics/moments.ts';

/** The exposures of one split under one salt, as they were known at an instant. */
export interface SplitQuery {
  journeyId: string;
  /** '' is the journey's holdout */
  node: string;
  salt: string;
  /** every arm there may be */
  arms: readonly string[];
  asOfMs: number;
}

/** When the figures of a customer are final. */
export interface Maturity {
  within: string;
  delay: string;
}

/** Customers by what they were first exposed in. */
export interface PlaceKey {
  arm: string;
  epoch: number;
  version: number;
}

/** `day` is the local date of the first exposure. */
export interface CellKey extends PlaceKey {
  day: string;
}

export interface CellUnits extends CellKey {
  units: number;
}

export interface ExposureCounts {
  /** `mature` per goal asked for */
  cells: (CellKey & { units: number; mature: number[] })[];
  /** seen in more than one arm: in no other count */
  contaminated: CellUnits[];
  /** never really exposed: in no other count */
  ineligible: CellUnits[];
  /** of cells and contaminated together, by how they came in */
  entries: (PlaceKey & { entry: EntrySource; units: number })[];
  /** but for those imported from before the split was published, which have an epoch of their own */
  firstExposedAtMs: number | null;
  firstImportedAtMs: number | null;
  lastExposedAtMs: number | null;
  /** customers by whole days since their exposure */
  ages: { arm: string; day: number; units: number }[];
  segments: {
    attribute: string;
    /** null where the attribute was missing */
    cells: (PlaceKey & { value: string | null; units: number; mature: number })[];
  }[];
  /** of the mature customers of the primary metric; null without a covariate */
  covariate: (PlaceKey & { missing: number; moments: Moments })[] | null;
}

/** Customers who converted; their sums after the cap. */
export interface Reached {
  conversions: number;
  values: Moments;
}

export interface GoalQuestion extends Maturity {
  event: string;
  where: Where | undefined;
  /** property that must carry the enrollment's business key */
  key: string | undefined;
  /** property to sum up; null where only reaching the goal counts */
  value: string | null;
  cap: number | null;
}

export interface OutcomeQuery extends SplitQuery {
  zone: string;
  /** the first is the primary one */
  goals: readonly GoalQuestion[];
  segments: readonly string[];
  covariate: string | null;
}

export interface GoalOutcome {
  cells: (CellKey & {
    conversions: number;
    matureConversions: number;
    /** sums of the mature ones who converted, after and before the cap */
    capped: Moments;
    raw: Moments;
  })[];
  /** who converted, by whole days from exposure to conversion and from exposure to the as-of */
  times: { arm: string; day: number; age: number; units: number }[];
  /** sums of the mature ones who converted, before the cap, largest first; empty where nothing is summed up */
  sums: number[];
}

export interface Outcomes {
  goals: GoalOutcome[];
  /** customers with the primary goal's event in as long a time before their exposure as its window */
  before: (PlaceKey & { units: number })[];
  /** mature ones who reached the primary goal */
  segments: { attribute: string; cells: (PlaceKey & { value: string | null } & Reached)[] }[];
  /** mature ones who reached the primary goal and whose covariate is known: y the metric, x the covariate */
  covariate: (PlaceKey & { pairs: PairMoments })[];
  /** of the primary goal, of anybody exposed */
  lastGoalEventAtMs: number | null;
}

/** Customers of an arm in an epoch, by what became of the messages that the enrollment they were first exposed in planned since. */
export interface ArmSends {
  arm: string;
  epoch: number;
  planned: number;
  reached: number;
  /** planned for, and nothing got through: by the last message's reason */
  refused: { [reason: string]: number };
}

/** Customers of an arm, by the receipts of those messages. */
export interface ArmReceipts {
  arm: string;
  delivered: number;
  opened: number;
  clicked: number;
}

/** Another split, which may have customers of this one. */
export interface OtherSplit {
  journeyId: string;
  node: string;
}

export interface OverlapQuery extends SplitQuery {
  zone: string;
  /** of the primary metric; null without one */
  maturity: Maturity | null;
  /** arms of other journeys' splits in which nobody is treated */
  untreated: readonly (OtherSplit & { arm: string })[];
}

export interface Overlap extends OtherSplit {
  cells: (PlaceKey & { otherArm: string; units: number; mature: number })[];
}

/** How long before their first exposure here another journey treated a customer last: up to 30 or up to 60 days. */
export type Recency = 'within30' | 'within60';

export interface Overlaps {
  /** most shared customers first; each customer in the one arm they are in there under its last salt */
  splits: Overlap[];
  /** whom another journey treated in the 60 days before */
  carried: (PlaceKey & { recency: Recency; units: number; mature: number })[];
}

/** Asks what mature customers shared with these splits came to. */
export interface SharedQuery extends Omit<OverlapQuery, 'maturity'> {
  /** of the primary metric */
  goal: GoalQuestion;
  splits: readonly OtherSplit[];
}

export interface SharedOutcomes {
  /** in the order asked */
  splits: (OtherSplit & { cells: (PlaceKey & { otherArm: string } & Reached)[] })[];
  /** by when another journey treated them last; null: not in the 60 days before */
  carried: (PlaceKey & { recency: Recency | null } & Reached)[];
}

/** Who was exposed, what they were sent, what they did, and which receipts came of it. */
export interface SplitFigures {
  exposures: ExposureCounts;
  sends: ArmSends[];
  outcomes: Outcomes;
  receipts: ArmReceipts[];
}

/** What the store knows of the customers of splits. */
export interface SplitReads {
  /** in one pass over all exposures */
  splitFigures(query: OutcomeQuery): Promise<SplitFigures>;
  /** other splits that share customers; the journey's own holdout is none */
  overlaps(query: OverlapQuery & { limit: number }): Promise<Overlaps>;
  /** a second pass, asked for when much is shared */
  sharedOutcomes(query: SharedQuery): Promise<SharedOutcomes>;
  /** accepted by then and not applied yet */
  waitingInputs(asOfMs: number): Promise<{ count: number; oldestAtMs: number | null }>;
}
