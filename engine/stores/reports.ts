/** Read models: what pages, the API and rehearsal ask. Reading only; safe on another connection. */
import type { Where } from '../../shared/condition.ts';
import type { SplitUnit } from '../../shared/experiment/splitUnit.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Exposure } from '../core/exposure.ts';
import type {
  Conversion,
  CountDelta,
  Enrollment,
  EntryDecision,
  HistoryEvent,
  OutboxRow,
  OutboxStatus,
  TraceRow,
} from '../core/records.ts';
import type { Moments, PairMoments } from '../core/statistics/moments.ts';
import type { AuditRow } from './auditRow.ts';
import type { ExperimentReports } from './experimentLog.ts';
import type { HouseholdReads } from './householdReads.ts';
import type { Page, PageQuery } from './page.ts';
import type { SplitReads } from './splitReads.ts';
import type { Job, PopulationQuery } from './store.ts';

export interface DeliveryFilter {
  journeyId?: string | undefined;
  channel?: string | undefined;
  status?: OutboxStatus | undefined;
  profileId?: string | undefined;
}

export interface EnrollmentFilter {
  journeyId?: string | undefined;
  node?: string | undefined;
  status?: Enrollment['status'] | undefined;
  profileId?: string | undefined;
}

/** What a pause held, as a person reads it. */
export interface BacklogRow {
  /** since when it waits */
  atMs: number;
  profileId: string;
  held:
    | { type: 'entry'; event: string | null; key: string | null }
    | { type: 'act'; ordinal: number; node: string; visit: number; lane: string }
    | { type: 'timer'; ordinal: number; node: string };
}

export interface BacklogFilter {
  journeyId: string;
  /** while the journey is paused: planned acts and timers due by then are held too */
  overdueAtMs: number | null;
}

export interface BacklogCount {
  type: BacklogRow['held']['type'];
  /** waiting since after `youngAfterMs`, since after `oldUntilMs`, and since before */
  young: number;
  middle: number;
  old: number;
}

/** Of a move that a version made, who would go back if it were undone now. */
export interface GoingBackQuery {
  journeyId: string;
  /** that took them over */
  version: number;
  nowMs: number;
}

/** To one node of an earlier version. */
export interface GoingBack {
  version: number;
  node: string;
  count: number;
  /** whose wait there would be over by now */
  overdueCount: number;
}

/** How many of an audience had a goal's event, and what it came to. */
export interface GoalHistoryQuery {
  /** asked as of its `nowMs`, where the history begins, so that reaching the goal does not take anybody out; attributes count as they are */
  population: Omit<PopulationQuery, 'afterProfileId' | 'limit'>;
  untilMs: number;
  event: string;
  where?: Where | undefined;
  /** whose numbers are added up per customer; null where the goal has no value */
  property: string | null;
  /** null counts everybody over the whole history; else whom it let in since `population.nowMs`, each from then on */
  entry: PastEntry | null;
  /** whether customers are also added up by household, as they are now */
  unit?: SplitUnit | undefined;
}

/** Customers who would have entered: at an event, or some time after it unless another came meanwhile. */
export interface PastEntry {
  event: string;
  where?: Where | undefined;
  missing?: { event: string; where?: Where | undefined; within: string } | undefined;
  /** the first entry of a customer counts, and none later than this */
  untilMs: number;
  /** how long after it the goal counts: the entry included, the end not */
  within: string;
}

export interface GoalHistory {
  customerCount: number;
  convertedCount: number;
  /** per customer, whoever had no event with 0; and what no more than one in a thousand is above */
  value: (Moments & { percentile999: number }) | null;
  /** x a household's customers, y who of them converted and what they came to; absent where nobody asked */
  households?: { conversions: PairMoments; values: PairMoments | null };
}

export interface JourneyTotals {
  journeyId: string;
  entered: number;
  ended: number;
  /** times reached, by goal */
  goals: { [goal: string]: number };
  /** parked and not retried, however they ended later */
  parked: number;
}

export interface Reports extends ExperimentReports, SplitReads, HouseholdReads {
  profiles(filter: { search: string }, page: PageQuery): Promise<Page<Profile>>;
  /** the customer an id leads to, after merges too */
  profile(id: string): Promise<Profile | null>;
  /** whether something accepted for the customer an id leads to is not applied yet */
  hasWaitingInput(id: string): Promise<boolean>;
  profileCount(): Promise<number>;
  /** newest first */
  events(profileId: string, page: PageQuery): Promise<Page<HistoryEvent>>;
  /** newest first */
  deliveries(filter: DeliveryFilter, page: PageQuery): Promise<Page<OutboxRow>>;
  delivery(key: string): Promise<OutboxRow | null>;
  /** newest first */
  enrollments(filter: EnrollmentFilter, page: PageQuery): Promise<Page<Enrollment>>;
  enrollment(id: string): Promise<Enrollment | null>;
  /** in order */
  trace(of: { profileId: string; journeyId?: string; ordinal?: number }): Promise<TraceRow[]>;
  /** newest first */
  entryDecisions(
    filter: { journeyId?: string | undefined; profileId?: string | undefined },
    page: PageQuery,
  ): Promise<Page<EntryDecision>>;
  conversions(filter: { journeyId?: string; profileId?: string }): Promise<Conversion[]>;
  exposures(filter: { journeyId?: string; node?: string; profileId?: string }): Promise<Exposure[]>;
  /** how many imported exposures of a split were withdrawn by then */
  withdrawnCount(of: { journeyId: string; node: string; salt: string; asOfMs: number }): Promise<number>;
  /** who had an exposure in an import, applied yet or not */
  importedWith(of: { journeyId: string; node: string; batch: string }): Promise<string[]>;
  /** who met each arm of a split under a salt, by arm */
  armCustomers(of: {
    journeyId: string;
    node: string;
    salt: string;
  }): Promise<{ arm: string; customerCount: number }[]>;
  counts(journeyId: string, version?: number): Promise<CountDelta[]>;
  /** one row per journey */
  journeyTotals(): Promise<JourneyTotals[]>;
  /** oldest first, then by profile id */
  backlog(filter: BacklogFilter, page: PageQuery): Promise<Page<BacklogRow>>;
  /** one row a type, of the whole backlog */
  backlogCounts(
    filter: BacklogFilter & { youngAfterMs: number; oldUntilMs: number },
  ): Promise<BacklogCount[]>;
  /** by version, then by node */
  goingBack(query: GoingBackQuery): Promise<GoingBack[]>;
  duplicates(page: PageQuery): Promise<Page<{ id: string; atMs: number; profileId: string }>>;
  populationCount(query: Omit<PopulationQuery, 'afterProfileId' | 'limit'>): Promise<number>;
  populationSample(query: Omit<PopulationQuery, 'afterProfileId'>): Promise<Profile[]>;
  goalHistory(query: GoalHistoryQuery): Promise<GoalHistory>;
  /** names seen, with how often */
  dictionary(): Promise<{
    attributes: { name: string; types: string[]; count: number }[];
    events: { name: string; count: number; properties: string[] }[];
  }>;
  jobs(): Promise<Job[]>;
  audit(page: PageQuery): Promise<Page<AuditRow>>;
  /** of a journey, oldest first */
  deedsOf(journeyId: string): Promise<AuditRow[]>;
}
