/** What a run leaves for the checker: what came in, what operators did, what providers saw, what the store says. */
import type { Exposure } from '../../engine/core/exposure.ts';
import type {
  Conversion,
  CountDelta,
  Enrollment,
  EntryDecision,
  HistoryEvent,
  OutboxRow,
  TraceRow,
} from '../../engine/core/records.ts';
import type { Job } from '../../engine/stores/store.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import type { Plan, SimEvent } from './world/plan.ts';

/** Position in the one order of everything that was seen from outside. */
interface Seen {
  tick: number;
  atMs: number;
}

export type Note = Seen &
  (
    | { type: 'event'; event: SimEvent; answer: 'accepted' | 'duplicate' }
    | { type: 'profile'; profile: string }
    | { type: 'consent'; profile: string; channel: string; granted: boolean }
    | { type: 'receipt'; id: string; profile: string; kind: string; key: string; channel: string }
    | { type: 'enrol'; profile: string; journey: string; key: string | null; override: boolean }
    | { type: 'remove'; profile: string; journey: string; key: string | null }
    | { type: 'life'; journey: string; deed: string; isDone: boolean; backlog?: 'release' | 'drop' }
    | { type: 'publish'; journey: string; version: number; document: JourneyInput; isMigrating: boolean }
    | { type: 'undoMove'; journey: string; version: number }
    | { type: 'merge'; from: string; into: string }
    | { type: 'crash'; where: string }
    /** nothing runs from here to `untilMs` */
    | { type: 'down'; untilMs: number }
    /** everything accepted so far has been applied, and its calls answered */
    | { type: 'rest' }
  );

export type CallAnswer =
  | 'accepted'
  /** delivered, and nobody heard of it */
  | 'lost'
  | 'rejected'
  /** the caller was told that it may try again */
  | 'failed'
  /** the process died while the call was under way */
  | 'hung';

/** One call as its provider wrote it down. */
export type Call = Seen & {
  key: string;
  profile: string;
  journey: string;
  node: string;
  channel: string;
  address: string | null;
  answer: CallAnswer;
  /** delivered, and the caller was told that nobody heard of it */
  mayHaveArrived: boolean;
};

export interface Reads {
  enrollments: Enrollment[];
  deliveries: OutboxRow[];
  events: HistoryEvent[];
  entries: EntryDecision[];
  duplicates: { id: string; atMs: number; profileId: string }[];
  conversions: Conversion[];
  exposures: Exposure[];
  trace: TraceRow[];
  counts: CountDelta[];
  totals: { journeyId: string; entered: number; ended: number }[];
  lives: { journey: string; life: string }[];
  jobs: Job[];
  /** when something falls due next */
  nextDueMs: number | null;
  setAsideCount: number;
}

export interface Evidence {
  plan: Plan;
  notes: Note[];
  calls: Call[];
  reads: Reads;
}
