/** Read models: what pages, the API and rehearsal ask. Reading only; safe on another connection. */
import type { Profile } from '../../shared/profile.ts';
import type {
  Conversion,
  CountDelta,
  Enrollment,
  EntryDecision,
  Exposure,
  HistoryEvent,
  OutboxRow,
  OutboxStatus,
  TraceRow,
} from '../core/records.ts';
import type { AuditRow } from './catalog.ts';
import type { ExperimentReports } from './experimentLog.ts';
import type { SplitReads } from './splitReads.ts';
import type { Job, PopulationQuery } from './store.ts';

/** A page of rows; pass `next` back to go on, null at the end. Cursors are opaque text. */
export interface Page<Row> {
  items: Row[];
  next: string | null;
}

export interface PageQuery {
  limit: number;
  cursor: string | null;
}

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

/** First exposure of a unit to a split with the goal events after it; the input of the results. */
export interface ExposureOutcome {
  profileId: string;
  arm: string;
  /** allocation epoch of the first exposure */
  epoch: number;
  exposedAtMs: number;
  /** all exposures of this unit to the split took this arm */
  consistent: boolean;
  /** occurrences of the goal's event, oldest first */
  events: { occurredAtMs: number; properties: HistoryEvent['properties'] }[];
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

export interface Reports extends ExperimentReports, SplitReads {
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
  counts(journeyId: string, version?: number): Promise<CountDelta[]>;
  /** one row per journey; `parked` counts those that nobody retried, however they ended later */
  journeyTotals(): Promise<
    { journeyId: string; entered: number; ended: number; goals: number; parked: number }[]
  >;
  /** oldest first, then by profile id */
  backlog(filter: BacklogFilter, page: PageQuery): Promise<Page<BacklogRow>>;
  /** one row a type, of the whole backlog */
  backlogCounts(
    filter: BacklogFilter & { youngAfterMs: number; oldUntilMs: number },
  ): Promise<BacklogCount[]>;
  /** per exposed unit of a split (or the holdout, node ''), its occurrences of one event */
  outcomes(query: { journeyId: string; node: string; event: string }): Promise<ExposureOutcome[]>;
  duplicates(page: PageQuery): Promise<Page<{ id: string; atMs: number; profileId: string }>>;
  populationCount(query: Omit<PopulationQuery, 'afterProfileId' | 'limit'>): Promise<number>;
  populationSample(query: Omit<PopulationQuery, 'afterProfileId'>): Promise<Profile[]>;
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
